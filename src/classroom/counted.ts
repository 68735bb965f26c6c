/**
 * How often a learner tried a check. Pure: the server counts with it, and so does a page whose
 * machine runs in its own tab.
 */
import type { CheckCount } from '../schemas/classroom/learner.ts';
import { MAX_TEXT } from '../schemas/classroom/people.ts';
import type { CheckResult } from '../schemas/session.ts';
import type { Pass } from '../session/session.ts';

const UNSEEN: CheckCount = { state: 'pending', tries: 0 };

/**
 * The count after a report. A pass counts at once, a failure when the pass over the checks has
 * ended: until then it may be half of a story. A failure is a try when the learner had asked, or
 * when it reads other than the one before, which the learner must have brought about. What a
 * machine that nobody touched yet fails is none.
 */
export function counted(
  before: CheckCount = UNSEEN,
  { id, state, expected, observed }: CheckResult,
  pass: Pass | undefined,
): CheckCount {
  const { running: _, ...known } = before;
  if (state === 'running') return { ...known, running: true };
  if (state === 'pass') return { state, tries: known.tries };
  if (!pass) return known;
  if (state !== 'fail') return { ...known, state };
  const evidence = { expected: expected.slice(0, MAX_TEXT), observed: observed.slice(0, MAX_TEXT) };
  const same = known.observed === evidence.observed;
  const other = known.observed !== undefined && !same;
  if (!other && !pass.asked.includes(id)) return { ...known, state, ...evidence };
  return {
    state,
    tries: known.tries + 1,
    repeats: same ? (known.repeats ?? 0) + 1 : 1,
    ...evidence,
  };
}
