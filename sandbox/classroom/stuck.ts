/** Who needs help although nobody raised a hand. Pure: a learner and the class's pace in, a reason out. */
import { type At, AWAY_MS } from '../../src/classroom/where-at.ts';
import type { LearnerView } from '../../src/schemas/classroom/learner.ts';

/** Nobody is stuck before this time on one check, ms. */
const FLOOR_MS = 5 * 60_000;
/** Times the class's median on the same check. */
const FAR_ABOVE = 2.5;
/** Tries in a row that failed in one and the same way. */
const SAME_FAILURE = 4;
/** A check that could not be carried out for so long is no passing trouble, ms. */
const TROUBLE_MS = 60_000;

/** What a learner is stuck on, or null. `median` is the class's time on the same check, ms. */
export function stuckOn(
  row: LearnerView,
  at: At | null,
  median: number | null,
  now: number,
): LearnerView['stuck'] {
  const standing = at && row.checks[at.exercise]?.[at.check];
  if (!standing || !row.online || now - row.lastActivityAt > AWAY_MS) return null;
  const why = reason();
  return why && { ...at, why };

  function reason(): 'errors' | 'same-failure' | 'time' | null {
    if (!at || !standing) return null;
    const { state, since, repeats = 0 } = standing;
    if (state === 'error') return now - since > TROUBLE_MS ? 'errors' : null;
    if (state !== 'fail') return null;
    if (repeats >= SAME_FAILURE) return 'same-failure';
    return now - at.since > Math.max(FLOOR_MS, (median ?? 0) * FAR_ABOVE) ? 'time' : null;
  }
}
