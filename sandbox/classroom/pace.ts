/** How long the learners of a class take for each check. Kept up to date row by row. */
import { type At, AWAY_MS, whereAt } from '../../src/classroom/where-at.ts';
import type { LessonView } from '../../src/schemas/classroom/class.ts';
import type { LearnerView } from '../../src/schemas/classroom/learner.ts';

/** Fewer times than these say nothing of a class. */
const FEWEST = 3;

/** A learner's time on a check: taken, or running since. */
type Time = { readonly tookMs: number } | { readonly since: number; readonly seenAt: number };

export class Pace {
  private readonly lessons: readonly LessonView[];
  /** By exercise and check, then by learner. */
  private readonly times = new Map<string, Map<string, Time>>();
  private readonly heldBy = new Map<string, readonly string[]>();

  constructor(lessons: readonly LessonView[]) {
    this.lessons = lessons;
  }

  /** A learner's row is another one. */
  take(row: LearnerView): void {
    this.drop(row.id);
    const at = this.place(row);
    const times = new Map<string, Time>();
    if (at && row.online) {
      times.set(keyOf(at.exercise, at.check), { since: at.since, seenAt: row.lastActivityAt });
    }
    for (const [exercise, standings] of Object.entries(row.checks)) {
      for (const [check, { tookMs }] of Object.entries(standings)) {
        if (tookMs !== undefined) times.set(keyOf(exercise, check), { tookMs });
      }
    }
    for (const [key, time] of times) {
      const known = this.times.get(key) ?? new Map<string, Time>();
      this.times.set(key, known.set(row.id, time));
    }
    this.heldBy.set(row.id, [...times.keys()]);
  }

  /** A learner is no more. */
  drop(id: string): void {
    for (const key of this.heldBy.get(id) ?? []) this.times.get(key)?.delete(id);
    this.heldBy.delete(id);
  }

  /**
   * The median of the class's times on a check: what those took who passed it, and what it has
   * taken those so far who are at it and not away. Null where too few are known, ms.
   */
  median({ exercise, check }: Pick<At, 'exercise' | 'check'>, now: number): number | null {
    const known = [...(this.times.get(keyOf(exercise, check))?.values() ?? [])];
    const times = known.flatMap((time) => {
      if ('tookMs' in time) return time.tookMs;
      return now - time.seenAt > AWAY_MS ? [] : now - time.since;
    });
    if (times.length < FEWEST) return null;
    times.sort((a, b) => a - b);
    return times[Math.floor((times.length - 1) / 2)] ?? null;
  }

  /** The check a learner is at in the lesson they are in. */
  place(row: LearnerView): At | null {
    const lesson = this.lessons.find((one) => one.lesson === row.lesson);
    const checks = lesson?.checks.map(({ id }) => id) ?? [];
    return whereAt(row, lesson?.exercise ?? null, checks);
  }
}

/** Two exercises may name their checks alike. */
const keyOf = (exercise: string, check: string) => `${exercise}/${check}`;
