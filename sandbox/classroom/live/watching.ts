/** Who looks at a learner's things right now, so that it can be ended at once. */
import type { Shared } from '../../../src/schemas/classroom/learner.ts';

export class Watching {
  private readonly ends = new Map<string, Set<() => void>>();

  /** Remembers how to end it; call what comes back once it has ended by itself. */
  begin(learner: string, what: Shared, end: () => void): () => void {
    const key = `${what} ${learner}`;
    const all = this.ends.get(key) ?? new Set();
    this.ends.set(key, all.add(end));
    return () => {
      all.delete(end);
      if (all.size === 0) this.ends.delete(key);
    };
  }

  isWatched(learner: string, what: Shared): boolean {
    return this.ends.has(`${what} ${learner}`);
  }

  /** Ends what looks at one thing of a learner's, or at all of them. */
  end(learner: string, what?: Shared): void {
    for (const each of what ? [what] : (['files', 'terminal'] as const)) {
      for (const end of [...(this.ends.get(`${each} ${learner}`) ?? [])]) end();
    }
  }

  endAll(): void {
    for (const all of [...this.ends.values()]) for (const end of [...all]) end();
  }
}
