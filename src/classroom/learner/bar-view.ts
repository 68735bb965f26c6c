/** What a learner's class bar says, from what is known of the class. Pure. */
import type { Gate, LessonView } from '../../schemas/classroom/class.ts';
import type { Grant, LearnerView, Shared } from '../../schemas/classroom/learner.ts';
import type { EyesUp } from '../../schemas/classroom/live.ts';
import { duration, timeOfDay } from '../grid/duration.ts';
import type { ClassState } from '../live/state.ts';

export interface BarView {
  readonly title: string;
  /** The instructor has closed the class for good. */
  readonly over: boolean;
  /** Where the learner is and what comes next: `2 of 3. Next: One service`. */
  readonly step: string;
  /** Why the lesson on this page has to wait; null when it is open, or not of the class. */
  readonly wait: string | null;
  /** How long the hand is up, in words. */
  readonly hand: string | null;
  readonly asks: readonly Request[];
  readonly given: readonly Request[];
  readonly eyesUp: EyesUp | null;
}

export interface Request {
  readonly what: Shared;
  readonly grant: Grant;
}

export function barView(
  state: ClassState,
  me: LearnerView,
  lesson: string | null,
  now: number,
): BarView {
  const { lessons, title, archivedAt } = state.class;
  const over = archivedAt !== null;
  const at = lessons.findIndex((each) => each.lesson === lesson);
  const here = lessons[at];
  const requests = (['files', 'terminal'] as const).flatMap((what) => {
    const grant = me.shares[what];
    return grant ? [{ what, grant }] : [];
  });
  return {
    title,
    over,
    step: over ? 'This lab is over. You can go on by yourself.' : stepOf(lessons, at, me, now),
    wait: here && !over && !isOpen(here.gate, now) ? waitFor(here.gate) : null,
    hand: me.hand && `Hand up ${duration(now - me.hand.at)}`,
    asks: requests.filter(({ grant }) => grant.state === 'asked'),
    given: requests.filter(
      ({ grant }) => grant.state === 'given' && (grant.until === undefined || grant.until > now),
    ),
    eyesUp: state.eyesUp && state.eyesUp.until > now ? state.eyesUp : null,
  };
}

export function isOpen(gate: Gate, now: number): boolean {
  return gate.open || (gate.opensAt !== undefined && gate.opensAt <= now);
}

/** For a lesson that is not open yet. */
export function waitFor(gate: Gate): string {
  if (gate.opensAt !== undefined)
    return `Wait for me: this lesson opens at ${timeOfDay(gate.opensAt)}.`;
  return 'Wait for me: your instructor opens this lesson.';
}

function stepOf(lessons: readonly LessonView[], at: number, me: LearnerView, now: number): string {
  const next = lessons.find((lesson, index) => index > at && !isFinished(lesson, me));
  const place = at < 0 ? '' : `Lesson ${at + 1} of ${lessons.length}. `;
  if (!next) return at < 0 ? 'All lessons of the lab are done.' : `${place}The last one.`;
  return `${place}Next: ${next.title}${isOpen(next.gate, now) ? '' : ' (not open yet)'}`;
}

/** Every check of the lesson passed at least once; a lesson to read is never in the way. */
export function isFinished({ exercise, checks }: LessonView, me: LearnerView): boolean {
  if (exercise === null || checks.length === 0) return false;
  return checks.every(({ id }) => me.checks[exercise]?.[id]?.firstPassAt !== undefined);
}
