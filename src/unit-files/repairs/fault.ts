import { type Directive, directivesOf, type SystemdVersion } from '../directives/directives.ts';
import type { Assignment, Item, UnitDocument } from '../parser/document.ts';
import type { SpanFix } from '../rules/advice/advice.ts';
import { verifyEdited } from '../rules/edited.ts';
import type { Finding } from '../rules/findings.ts';
import type { UnitWorkspace } from '../types.ts';

/** A finding of the systemd voice in the edited file, and what a repair may look at. */
export interface Fault {
  readonly finding: Finding;
  readonly document: UnitDocument;
  readonly workspace: UnitWorkspace;
  readonly version: SystemdVersion;
  /** The line it is about. */
  readonly item: Item | undefined;
}

/** Proposes repairs; none where no change is safe. */
export type Repair = (fault: Fault) => Iterable<SpanFix>;

/** The assignment a fault is about, with its directive. */
export function settingOf(
  fault: Fault,
): { readonly setting: Assignment; readonly directive: Directive } | undefined {
  const { item, version } = fault;
  if (item?.kind !== 'assignment' || item.section === undefined) return undefined;
  const directive = directivesOf(version).find(item.section, item.key);
  return directive && { setting: item, directive };
}

/** Whether systemd takes a value where a directive of this unit has it. */
export function takes({ workspace, version }: Fault, setting: Assignment, value: string): boolean {
  if (/[\n\r\0]|\\$/.test(value)) return false;
  const content = `[${setting.section}]\n${setting.key}=${value}\n`;
  const unit = { name: workspace.unit.name, content };
  const { findings } = verifyEdited({ unit, companions: [] }, version);
  return !findings.some(({ line, file }) => file === unit.name && line === 2);
}

/** Whether systemd no longer has this fault, nor a new one, once a repair is made. */
export function mends(fault: Fault, repair: SpanFix): boolean {
  const { workspace, version, finding } = fault;
  const unit = { ...workspace.unit, content: apply(workspace.unit.content, repair) };
  const after = verifyEdited({ ...workspace, unit }, version).findings;
  const before = verifyEdited(workspace, version).findings;
  return (
    count(after, finding.id) < count(before, finding.id) &&
    after.every(({ id }) => count(after, id) <= count(before, id))
  );
}

function count(findings: readonly Finding[], id: string): number {
  return findings.filter((one) => one.id === id).length;
}

/** The text with a repair made. */
export function apply(text: string, { edits }: SpanFix): string {
  return edits
    .toSorted((a, b) => b.span.start - a.span.start)
    .reduce(
      (out, { span, text: put }) => out.slice(0, span.start) + put + out.slice(span.end),
      text,
    );
}
