import { placeAt } from './at-position.ts';
import { type Directive, directivesOf, type SystemdVersion } from './directives/directives.ts';
import { describe } from './documentation/describe.ts';
import { KNOWN_UNITS } from './documentation/known-units.ts';
import { SECTIONS } from './documentation/sections.ts';
import { SPECIFIER, SPECIFIERS } from './documentation/specifiers.ts';
import { lessonOfDirective } from './lessons.ts';
import {
  type Assignment,
  type LineIndex,
  type SectionHeader,
  valueSpan,
} from './parser/document.ts';
import type { Position, Range, UnitWorkspace } from './types.ts';
import { parseSocketAddress, type SocketAddress } from './values/socket-address.ts';

/** What the thing under the pointer is. */
export interface Hover {
  readonly range: Range;
  /** As it is written in a unit file: `Accept=`, `[Socket]`, `%i`. */
  readonly title: string;
  /** Short facts: type, default, since. */
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  /** Sentences; code in backticks. */
  readonly text?: string;
  /** Manual page it was checked against, for example `systemd.socket(5)`. */
  readonly page?: string;
  /** Slug of the lesson that teaches it. */
  readonly lesson?: string;
}

/** What stands at a position: a section, a directive, a word of a value, a specifier. */
export function hover(
  workspace: UnitWorkspace,
  position: Position,
  version: SystemdVersion,
): Hover | null {
  const { item, lines, offset } = placeAt(workspace.unit.content, position);
  if (!item) return null;
  if (item.kind === 'section') return sectionHover(item, lines);
  if (!item.section) return null;
  const directive = directivesOf(version).find(item.section, item.key);
  if (offset <= item.keySpan.end)
    return directive ? keyHover(directive, item, lines, version) : null;
  return valueHover(item, directive, offset, lines, version);
}

function sectionHover(item: SectionHeader, lines: LineIndex): Hover | null {
  const section = SECTIONS[item.name];
  if (!section) return null;
  return { range: lines.range(item.span), title: `[${item.name}]`, facts: [], ...section };
}

function keyHover(
  directive: Directive,
  item: Assignment,
  lines: LineIndex,
  version: SystemdVersion,
): Hover {
  const { type, default: usual, since, page, text } = describe(directive, version);
  const facts = [{ name: 'Takes', value: type }];
  if (usual !== undefined) facts.push({ name: 'Default', value: usual });
  if (since !== undefined) facts.push({ name: 'Since', value: `systemd ${since}` });
  const lesson = lessonOfDirective(directive.section, directive.key);
  return {
    range: lines.range(item.keySpan),
    title: `${directive.key}=`,
    facts,
    ...(text === undefined ? {} : { text }),
    ...(page === undefined ? {} : { page }),
    ...(lesson === undefined ? {} : { lesson }),
  };
}

/** A piece of a value: where it is and what it says. */
interface Piece {
  readonly from: number;
  readonly to: number;
  readonly title: string;
  readonly text: string;
}

function valueHover(
  item: Assignment,
  directive: Directive | undefined,
  offset: number,
  lines: LineIndex,
  version: SystemdVersion,
): Hover | null {
  for (const piece of piecesOf(item, directive, version)) {
    const span = valueSpan(item, piece.from, piece.to);
    if (offset < span.start || offset > span.end) continue;
    return { range: lines.range(span), title: piece.title, facts: [], text: piece.text };
  }
  return null;
}

/** The smaller a piece, the earlier it comes. */
function* piecesOf(
  { value }: Assignment,
  directive: Directive | undefined,
  version: SystemdVersion,
): Iterable<Piece> {
  for (const match of value.matchAll(SPECIFIER)) {
    const text = SPECIFIERS[match[0].slice(1)];
    if (text) yield { ...span(match), title: match[0], text };
  }
  if (directive?.type === 'socket_listen') {
    const text = explainAddress(value, version);
    if (text) yield { from: 0, to: value.length, title: value, text };
  }
  const words = directive ? describe(directive, version).words : new Map<string, string>();
  for (const match of value.matchAll(/[^\s,]+/g)) {
    const text = words.get(match[0]) ?? KNOWN_UNITS[match[0]];
    if (text) yield { ...span(match), title: match[0], text: sentence(text) };
  }
}

function span(match: RegExpExecArray): { from: number; to: number } {
  return { from: match.index, to: match.index + match[0].length };
}

function sentence(text: string): string {
  const capital = `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
  return capital.endsWith('.') ? capital : `${capital}.`;
}

/** What an address of `Listen…=` means, in a sentence. */
function explainAddress(text: string, version: SystemdVersion): string | undefined {
  if (text.includes('%')) return undefined;
  const address = parseSocketAddress(text, version);
  return typeof address === 'string' ? undefined : describeAddress(address);
}

function describeAddress(address: SocketAddress): string {
  switch (address.family) {
    case 'any':
      return `Port ${address.port} on every address of the machine, IPv6 and IPv4. Anyone who reaches the machine can connect.`;
    case 'ipv4':
      return `Port ${address.port} at ${whose(address.host)}, IPv4.`;
    case 'ipv6':
      return `Port ${address.port} at ${whose(address.host)}, IPv6.`;
    case 'unix':
      return `A Unix socket: the file ${address.path}. Its owner and mode decide who may connect.`;
    case 'abstract':
      return 'A Unix socket with a name but no file. Everyone on this machine may connect.';
    case 'vsock':
      return `Port ${address.port} between this virtual machine and its host.`;
    case 'netlink':
      return `Messages of the kernel: ${address.name}.`;
  }
}

function whose(host: string): string {
  if (host.startsWith('127.') || host === '::1') return `${host}, this machine only`;
  return host === '0.0.0.0' || host === '::' ? `${host}, every address` : host;
}
