/**
 * One-line tests of the editor's features. A `|` in a unit's text is the cursor; a text may hold
 * several files, each after the first behind a line `--- NAME`.
 */
import { expect } from 'vitest';
import { type Completion, complete } from '../../src/unit-files/complete.ts';
import type { SystemdVersion } from '../../src/unit-files/directives/directives.ts';
import { format, type TextEdit } from '../../src/unit-files/format.ts';
import { type Hover, hover } from '../../src/unit-files/hover.ts';
import { LineIndex } from '../../src/unit-files/parser/document.ts';
import { createUnitFiles } from '../../src/unit-files/service.ts';
import type { Diagnostic, Position, UnitWorkspace } from '../../src/unit-files/types.ts';

/** Name of the first file unless the text says otherwise: by its own section. */
function nameOf(content: string): string {
  return content.includes('[Service]') && !content.includes('[Socket]')
    ? 'echo.service'
    : 'echo.socket';
}

/** `[Socket]\n…\n--- echo.service\n[Service]\n…`; `name` overrides that of the first file. */
export function workspaceOf(text: string, name?: string): UnitWorkspace {
  const [content = '', ...rest] = text.split(/^--- (\S+)\n/m);
  const companions = [];
  for (let i = 0; i < rest.length; i += 2) {
    companions.push({ name: rest[i] ?? '', content: rest[i + 1] ?? '' });
  }
  return { unit: { name: name ?? nameOf(content), content }, companions };
}

interface Options {
  readonly name?: string;
  readonly version?: SystemdVersion;
}

export function diagnose(text: string, { name, version = 252 }: Options = {}): Diagnostic[] {
  return createUnitFiles({ version }).diagnose(workspaceOf(text, name));
}

function short({ id, range }: Diagnostic): string {
  return `${id}@${range.start.line + 1}`;
}

/** The advice voice says exactly this, as `id@line`. */
export function advises(text: string, ...ids: string[]): void {
  const advice = diagnose(text).filter(({ voice }) => voice === 'advice');
  expect(advice.map(short)).toEqual(ids);
}

/** Neither voice has anything to say but facts (`info` advice). */
export function isFine(text: string, options: Options = {}): void {
  const said = diagnose(text, options).filter(
    ({ voice, severity }) => voice === 'systemd' || severity !== 'info',
  );
  expect(said.map(short)).toEqual([]);
}

/** The fix of this title, applied, makes this text; what it fixes is gone. */
export function fixes(before: string, title: string, after: string, options: Options = {}): void {
  const workspace = workspaceOf(before, options.name);
  const found = diagnose(before, options);
  const owner = found.find((one) => one.fixes.some((fix) => fix.title === title));
  expect(found.flatMap((one) => one.fixes.map((fix) => fix.title))).toContain(title);
  const fix = owner?.fixes.find((one) => one.title === title);
  const mended = apply(workspace.unit.content, fix?.edits ?? []);
  expect(mended).toBe(after);
  const unit = { ...workspace.unit, content: mended };
  const version = options.version ?? 252;
  const left = createUnitFiles({ version }).diagnose({ ...workspace, unit });
  const count = (list: readonly Diagnostic[]): number =>
    list.filter(({ id }) => id === owner?.id).length;
  expect(count(left)).toBeLessThan(count(found));
}

/** This diagnostic is there, has no fix, and its detail says why or what to do. */
export function explains(text: string, id: string, detail: RegExp, options: Options = {}): void {
  const found = diagnose(text, options).find((one) => short(one) === id);
  expect(found?.fixes).toEqual([]);
  expect(found?.detail).toMatch(detail);
}

export function apply(text: string, edits: readonly TextEdit[]): string {
  const lines = new LineIndex(text);
  return edits
    .map(({ range, text: put }) => ({
      start: lines.offset(range.start),
      end: lines.offset(range.end),
      put,
    }))
    .sort((a, b) => b.start - a.start)
    .reduce((out, { start, end, put }) => out.slice(0, start) + put + out.slice(end), text);
}

function cursorOf(text: string): { readonly content: string; readonly position: Position } {
  const at = text.indexOf('|');
  const content = text.slice(0, at) + text.slice(at + 1);
  return { content, position: new LineIndex(content).position(at) };
}

function pointed(text: string, name?: string) {
  const [first = '', ...rest] = text.split(/(?=^--- \S+\n)/m);
  const { content, position } = cursorOf(first);
  return { workspace: workspaceOf([content, ...rest].join(''), name), position };
}

export function completions(text: string, options: Options = {}): readonly Completion[] {
  const { workspace, position } = pointed(text, options.name);
  return complete(workspace, position, options.version ?? 252).toSorted((a, b) => a.rank - b.rank);
}

/** These labels are offered; those behind `not` aren't. */
export function completes(
  text: string,
  labels: readonly string[],
  { not = [], ...options }: Options & { readonly not?: readonly string[] } = {},
): void {
  const offered = completions(text, options).map(({ label }) => label);
  expect(offered).toEqual(expect.arrayContaining([...labels]));
  for (const label of not) expect(offered).not.toContain(label);
}

/** Accepting this label makes this text. */
export function accepts(text: string, label: string, after: string, options: Options = {}): void {
  const offered = completions(text, options).find((one) => one.label === label);
  expect(offered, label).toBeDefined();
  if (!offered) return;
  const { content } = cursorOf(text);
  expect(apply(content, [{ range: offered.range, text: offered.insert }])).toBe(after);
}

/** The hover at the cursor as text: title, facts, sentences. */
export function hoverAt(text: string, options: Options = {}): string | null {
  const { workspace, position } = pointed(text, options.name);
  const found = hover(workspace, position, options.version ?? 252);
  return found && asText(found);
}

function asText({ title, facts, text, page }: Hover): string {
  const said = facts.map(({ name, value }) => `${name}: ${value}`);
  return [title, ...said, text, page].filter((line) => line !== undefined).join('\n');
}

export function formats(before: string, after: string): void {
  expect(apply(before, format(before))).toBe(after);
}
