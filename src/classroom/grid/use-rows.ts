import { useMemo, useRef } from 'preact/hooks';
import type { LessonView } from '../../schemas/classroom/class.ts';
import type { LearnerView } from '../../schemas/classroom/learner.ts';
import { type Reckoned, rowsAfter } from './rows.ts';

/** The rows of a lesson, in the order of the learners: a class of 200 changes one at a time. */
export function useRows(
  learners: readonly LearnerView[],
  lesson: LessonView | undefined,
  now: number,
): readonly Reckoned[] {
  const before = useRef<ReadonlyMap<string, Reckoned>>(new Map());
  return useMemo(() => {
    before.current = lesson ? rowsAfter(before.current, learners, lesson, now) : new Map();
    return [...before.current.values()];
  }, [learners, lesson, now]);
}
