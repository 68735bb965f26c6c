import type { SystemdVersion } from './directives/directives.ts';
import { lessonOfDirective } from './lessons.ts';
import type { Item, LineIndex, UnitDocument } from './parser/document.ts';
import type { Repair } from './repairs/fault.ts';
import { addEquals, closeHeader, openSection, renameKey, renameSection } from './repairs/names.ts';
import { reasonOf } from './repairs/reasons.ts';
import {
  allowSeveral,
  chooseAccept,
  chooseRestart,
  matchService,
  removeIt,
  renewKey,
  renewWord,
} from './repairs/units.ts';
import { correctValue } from './repairs/values.ts';
import type { Advice, SpanFix } from './rules/advice/advice.ts';
import type { Finding } from './rules/findings.ts';
import type { Fix, UnitWorkspace } from './types.ts';

/** Repairs by id of the finding. A finding with a value that is not listed tries to correct it. */
const REPAIRS: Readonly<Record<string, Repair>> = {
  'unknown-directive': renameKey,
  'misplaced-directive': renameKey,
  'unknown-section': renameSection,
  'bad-section-header': closeHeader,
  'outside-section': openSection,
  'missing-equals': addEquals,
  'missing-service': matchService,
  'accept-with-service': chooseAccept,
  'cannot-accept': chooseAccept,
  'no-connections': removeIt,
  'oneshot-restart': chooseRestart,
  'oneshot-exit-type': removeIt,
  'forking-private-pids': removeIt,
  'private-pids-unsupported': removeIt,
  'several-start-commands': allowSeveral,
  'unsupported-directive': removeIt,
  'removed-directive': removeIt,
  'symlinks-without-node': removeIt,
  'useless-runtime-max': removeIt,
  'useless-runtime-extra': removeIt,
  'useless-restart-steps': removeIt,
  'useless-restart-delay': removeIt,
  'useless-job-timeout': removeIt,
  'useless-usb-function': removeIt,
  'pam-kill-mode': renewWord('control-group'),
  'kill-mode-none': renewWord('mixed'),
  'obsolete-output': renewWord('journal'),
  'deprecated-directive': renewKey,
};

export interface FixContext {
  readonly document: UnitDocument;
  readonly lines: LineIndex;
  readonly workspace: UnitWorkspace;
  readonly version: SystemdVersion;
}

/** How a finding can be mended. */
export interface Mending {
  readonly fixes: readonly Fix[];
  /** Where there is no fix: why, or what to do by hand; replaces the finding's own detail. */
  readonly reason?: string;
  /** Slug of the lesson on the directive it is about. */
  readonly lesson?: string;
}

/** Looks for fixes of findings of one file; none where no change is safe. */
export function createMender(context: FixContext): (finding: Finding | Advice) => Mending {
  const { lines } = context;
  const itemAt = itemFinder(context.document);
  const place = ({ title, edits }: SpanFix): Fix => ({
    title,
    edits: edits.map(({ span, text }) => ({ range: lines.range(span), text })),
  });
  return (finding) => {
    const item = itemAt(finding.span.start);
    const lesson = item?.kind === 'assignment' && lessonOfDirective(item.section ?? '', item.key);
    const taught = lesson ? { lesson } : {};
    if ('fixes' in finding) return { ...taught, fixes: finding.fixes.map(place) };
    const fault = { ...context, finding, item };
    // What is said about a unit as a whole is no matter of one value.
    const repair = REPAIRS[finding.id] ?? (finding.line === undefined ? undefined : correctValue);
    const fixes = repair ? [...repair(fault)].map(place) : [];
    const reason = fixes.length === 0 ? reasonOf(fault) : undefined;
    return { ...taught, fixes, ...(reason === undefined ? {} : { reason }) };
  };
}

/** Finds the item a place belongs to. */
function itemFinder(document: UnitDocument): (offset: number) => Item | undefined {
  const items = document.items.filter(({ kind }) => kind !== 'comment');
  return (offset) => {
    let low = 0;
    let high = items.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((items[middle]?.span.start ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return items[low];
  };
}
