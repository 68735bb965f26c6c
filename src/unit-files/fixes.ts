import type { LineIndex, UnitDocument } from './parser/document.ts';
import type { Advice, SpanFix } from './rules/advice/advice.ts';
import type { Finding } from './rules/findings.ts';
import type { Fix, UnitWorkspace } from './types.ts';

/** Fixes for a finding; empty where no change is safe, and then its detail says what to do. */
export function fixesFor(
  finding: Finding | Advice,
  _document: UnitDocument,
  lines: LineIndex,
  _workspace: UnitWorkspace,
): readonly Fix[] {
  const fixes: readonly SpanFix[] = 'fixes' in finding ? finding.fixes : [];
  return fixes.map(({ title, edits }) => ({
    title,
    edits: edits.map(({ span, text }) => ({ range: lines.range(span), text })),
  }));
}
