import type { LineIndex, UnitDocument } from './parser/document.ts';
import type { Finding } from './rules/findings.ts';
import type { Fix, UnitWorkspace } from './types.ts';

/** Fixes for a finding; empty where no change is safe. */
export function fixesFor(
  _finding: Finding,
  _document: UnitDocument,
  _lines: LineIndex,
  _workspace: UnitWorkspace,
): readonly Fix[] {
  return [];
}
