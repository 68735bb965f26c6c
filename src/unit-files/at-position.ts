import {
  type Assignment,
  LineIndex,
  type SectionHeader,
  type UnitDocument,
} from './parser/document.ts';
import { parseUnitFile } from './parser/parse.ts';
import { unitOfDropIn } from './rules/edited.ts';
import type { Position } from './types.ts';
import { parseUnitName, type UnitType } from './values/unit-name.ts';

/** What a position in a unit file is in the middle of. */
export interface Place {
  readonly document: UnitDocument;
  readonly lines: LineIndex;
  readonly offset: number;
  /** Text of the line up to the position. */
  readonly before: string;
  /** Text of the line behind the position. */
  readonly after: string;
  /** Section the line belongs to. */
  readonly section: string | undefined;
  /** The assignment or header under the position. */
  readonly item: Assignment | SectionHeader | undefined;
}

export function placeAt(content: string, position: Position): Place {
  const document = parseUnitFile(content);
  const lines = new LineIndex(content);
  const offset = lines.offset(position);
  const start = lines.offset({ line: position.line, column: 0 });
  const end = lines.offset({ line: position.line + 1, column: 0 });
  let section: string | undefined;
  let item: Place['item'];
  for (const one of document.items) {
    if (one.span.start > offset) break;
    const here = offset <= one.span.end;
    if (one.kind === 'section' && !here) section = one.name;
    if (here && (one.kind === 'section' || one.kind === 'assignment')) item = one;
  }
  return {
    document,
    lines,
    offset,
    before: content.slice(start, offset),
    after: content.slice(offset, end).replace(/[\r\n]+$/, ''),
    section,
    item,
  };
}

/** Type of the unit a file belongs to; a drop-in's (`a.socket.d/b.conf`) is that of its unit. */
export function unitTypeOfFile(name: string): UnitType | undefined {
  return parseUnitName(unitOfDropIn(name) ?? name)?.type;
}
