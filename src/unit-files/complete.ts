import { type Place, placeAt, unitTypeOfFile } from './at-position.ts';
import { type Directive, directivesOf, type SystemdVersion } from './directives/directives.ts';
import { type Description, describe } from './documentation/describe.ts';
import { SECTIONS } from './documentation/sections.ts';
import { VALUE_TYPES } from './documentation/value-types.ts';
import type { Span } from './parser/document.ts';
import { sectionsOf } from './rules/read.ts';
import { offersFor } from './suggest/offers-for.ts';
import type { Position, Range, UnitWorkspace } from './types.ts';

export type CompletionKind = 'section' | 'directive' | 'value' | 'unit' | 'specifier';

/** One thing that could stand at the cursor. */
export interface Completion {
  readonly label: string;
  readonly kind: CompletionKind;
  /** A few words beside the label: type, default, meaning. */
  readonly detail?: string;
  /** What it does, in one to three sentences; code in backticks. */
  readonly text?: string;
  /** What replaces `range`. */
  readonly insert: string;
  readonly range: Range;
  /** Place in the list, smaller first; the same number sorts by label. */
  readonly rank: number;
  /** Values follow once this is inserted: ask again at once. */
  readonly continues?: true;
}

/** What could stand at a position: sections, directives of the section, values of the directive. */
export function complete(
  workspace: UnitWorkspace,
  position: Position,
  version: SystemdVersion,
): readonly Completion[] {
  const place = placeAt(workspace.unit.content, position);
  const line = place.before.trimStart();
  if (/^[#;]/.test(line)) return [];
  if (line.startsWith('[')) return sections(place, workspace);
  const value = valueBefore(place);
  if (value) return values(place, workspace, version, value);
  const keys = place.section === undefined ? [] : directives(place, version);
  return line === '' ? [...keys, ...sections(place, workspace)] : keys;
}

function sections(place: Place, { unit }: UnitWorkspace): Completion[] {
  const type = unitTypeOfFile(unit.name);
  const known = type ? sectionsOf(type) : ['Unit', 'Service', 'Socket', 'Install'];
  const lineStart = place.offset - place.before.length;
  const lineEnd = place.offset + place.after.length;
  const taken = place.document.items.flatMap((item) =>
    item.kind === 'section' && (item.span.end < lineStart || item.span.start > lineEnd)
      ? [item.name]
      : [],
  );
  const header = place.before.trimStart().startsWith('[');
  const range = place.lines.range({
    start: header ? lineStart + place.before.indexOf('[') : place.offset,
    end: header ? lineEnd : place.offset,
  });
  return known
    .filter((name) => !taken.includes(name))
    .map((name, index) => ({
      label: `[${name}]`,
      kind: 'section',
      insert: `[${name}]`,
      range,
      rank: (header ? 0 : 100) + index,
      ...(SECTIONS[name] ? { text: SECTIONS[name].text } : {}),
    }));
}

/** The heart of a section, in the order people write it. */
const FIRST: Readonly<Record<string, readonly string[]>> = {
  Unit: ['Description', 'Documentation', 'After', 'Requires', 'Wants'],
  Socket: ['ListenStream', 'Accept', 'ListenDatagram', 'SocketMode', 'SocketUser', 'Service'],
  Service: ['ExecStart', 'StandardInput', 'StandardOutput', 'StandardError', 'User', 'Type'],
  Install: ['WantedBy', 'Also', 'Alias'],
};

function directives(place: Place, version: SystemdVersion): Completion[] {
  const section = place.section ?? '';
  const key = /^[\w-]*/.exec(place.after)?.[0] ?? '';
  const typed = /[\w-]*$/.exec(place.before)?.[0] ?? '';
  const span = { start: place.offset - typed.length, end: place.offset + key.length };
  const range = place.lines.range(span);
  const equals = /^\s*=/.test(place.after.slice(key.length)) ? '' : '=';
  const first = FIRST[section] ?? [];
  const isTaken = takenIn(place, section, span);
  return directivesOf(version)
    .ofSection(section)
    .filter((one) => one.replacedBy === undefined && one.type !== 'warn_compat')
    .filter((one) => !isTaken(one))
    .map((one) => {
      const about = describe(one, version);
      const early = first.indexOf(one.key);
      return {
        label: `${one.key}=`,
        kind: 'directive',
        detail: about.default ? `${about.type} · ${about.default}` : about.type,
        insert: `${one.key}${equals}`,
        range,
        rank: early !== -1 ? early : rankOf(one, about),
        ...(about.text === undefined ? {} : { text: about.text }),
        ...(equals && isOffered(one, version) ? { continues: true } : {}),
      };
    });
}

/** Its own directives before those shared with other sections; conditions last. */
function rankOf({ section, key }: Directive, { page, text }: Description): number {
  const documented = text !== undefined;
  if (/^(?:Condition|Assert)/.test(key)) return 60;
  const own = page === `systemd.${section.toLowerCase()}(5)` || section === 'Install';
  // What runs a socket's own commands is rarely what is looked for there.
  if (section === 'Socket' && !own) return documented ? 40 : 50;
  return own ? 10 : documented ? 20 : 30;
}

/** Tells of which directives a second assignment would only replace the first. */
function takenIn({ document }: Place, section: string, here: Span): (one: Directive) => boolean {
  const keys = new Set<string>();
  let oneshot = false;
  for (const item of document.items) {
    if (item.kind !== 'assignment' || item.section !== section) continue;
    const underCursor = item.span.start <= here.end && here.start <= item.span.end;
    if (!underCursor) keys.add(item.key);
    if (item.key === 'Type') oneshot = item.value === 'oneshot';
  }
  return ({ key, type }) => {
    const repeats = key === 'ExecStart' ? oneshot : VALUE_TYPES[type]?.repeats === true;
    return keys.has(key) && !repeats;
  };
}

function isOffered(directive: Directive, version: SystemdVersion): boolean {
  const empty = { unit: { name: '', content: '' }, companions: [] };
  return offersFor(directive, version, empty, '').length > 0;
}

interface ValueBefore {
  readonly key: string;
  /** Text of the value up to the cursor, of its last line. */
  readonly text: string;
}

/** The value the cursor is in, also on a continued line. */
function valueBefore({ before, item, offset }: Place): ValueBefore | undefined {
  const match = /^\s*([^=\s][^=]*?)\s*=\s*(.*)$/.exec(before);
  if (item?.kind === 'assignment' && offset > item.keySpan.end) {
    const continued = item.pieces.length > 1 && !match?.[1]?.startsWith(item.key);
    return { key: item.key, text: continued ? before.trimStart() : (match?.[2] ?? '') };
  }
  return match?.[1] === undefined ? undefined : { key: match[1], text: match[2] ?? '' };
}

function values(
  place: Place,
  workspace: UnitWorkspace,
  version: SystemdVersion,
  { key, text }: ValueBefore,
): Completion[] {
  const directive = directivesOf(version).find(place.section ?? '', key);
  if (!directive) return [];
  const list = VALUE_TYPES[directive.type]?.repeats === true;
  const specifier = /%$/.test(text.replaceAll('%%', ''));
  const typed = specifier ? '%' : list ? (/\S*$/.exec(text)?.[0] ?? '') : text;
  const rest = specifier
    ? ''
    : list
      ? (/^\S*/.exec(place.after)?.[0] ?? '')
      : place.after.trimEnd();
  const range = place.lines.range({
    start: place.offset - typed.length,
    end: place.offset + rest.length,
  });
  return offersFor(directive, version, workspace, text).map((offer, index) => ({
    label: offer.value,
    kind: offer.kind,
    insert: offer.value,
    range,
    rank: index,
    ...(offer.meaning ? { detail: offer.meaning } : {}),
  }));
}
