/**
 * What a learner did, written short: `0 x:a,- | 4 +,x:b? | 9 deed`. At minute 0 the first check
 * fails and the second was not run; at 4 the learner asks, and the first passes; at 9 they do
 * something else. Reports are written as in test/classroom/reports.ts.
 */
import { newRow, withActivity, withResults } from '../../../sandbox/classroom/progress.ts';
import type { LearnerView } from '../../../src/schemas/classroom/learner.ts';
import { reports } from '../../classroom/reports.ts';

export const MINUTE = 60_000;
export const EXERCISE = 'echo';
export const LESSON = {
  lesson: 'first-socket/echo',
  title: 'Echo',
  exercise: EXERCISE,
  gate: { open: true },
  checks: ['one', 'two', 'three'].map((id) => ({ id, title: id })),
};

export function story(
  text: string,
  { id = 'mira', exercise = EXERCISE }: { id?: string; exercise?: string } = {},
): LearnerView {
  const start: LearnerView = {
    ...newRow({ id, class: 'c', name: id, joinedAt: 0 }),
    online: true,
    lesson: exercise === EXERCISE ? LESSON.lesson : `first-socket/${exercise}`,
  };
  return text
    .split('|')
    .filter((step) => step.trim() !== '')
    .reduce((row, step) => {
      const [minute, deed = ''] = step.trim().split(/ (.*)/);
      const now = Number(minute) * MINUTE;
      const active = withActivity(row, exercise, now);
      if (deed === 'deed') return active;
      return reports(deed).reduce((one, each) => withResults(one, exercise, each, now), active);
    }, start);
}
