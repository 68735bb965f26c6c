/** What learners in the queue are told, worked out from what runs. */

export interface Place {
  /** From 1. */
  readonly position: number;
  /** Expected time until the machine is ready, ms. */
  readonly estimateMs: number;
  /** Set where others of the same class are waited for, and not any machine. */
  readonly queue?: 'class';
}

/** A place among those who have machines in common: the learners of a class. */
export interface Share {
  /** Whose machines they are. */
  readonly of: string;
  /** Who takes the place: however many machines they have, it is one. */
  readonly member: string;
}

interface Waiting {
  readonly share?: Share | undefined;
}

interface Holding extends Waiting {
  /** When its machine is free at the latest, ms since the epoch. */
  readonly endsAt: number;
}

export interface Room {
  /** Machines in all. */
  readonly machines: number;
  /** Members of a share who may have one at once. */
  readonly members: (of: string) => number;
}

export interface Line<W> {
  /** Who is let in now. */
  readonly next: W | undefined;
  /** Those whose class has its most machines. They keep nobody else waiting. */
  readonly held: ReadonlySet<W>;
}

/** Who is let in, of those who wait in this order. */
export function line<W extends Waiting>(
  waiting: readonly W[],
  holding: readonly Holding[],
  room: Room,
): Line<W> {
  const isHeld = ({ share }: W): boolean => {
    if (!share) return false;
    const members = new Set(ofShare(holding, share.of).map((each) => each.share?.member));
    return !members.has(share.member) && members.size >= room.members(share.of);
  };
  const held = new Set(waiting.filter(isHeld));
  const next = waiting.find((each) => !held.has(each));
  return { held, next: holding.length < room.machines ? next : undefined };
}

/** The place of everybody who waits, in the queue that is theirs. */
export function places<W extends Waiting>(
  waiting: readonly W[],
  holding: readonly Holding[],
  held: ReadonlySet<W>,
  bootMs: number,
  now: number,
): ReadonlyMap<W, Place> {
  const queues = Map.groupBy(waiting, (each) => (held.has(each) ? each.share?.of : undefined));
  return new Map(
    [...queues].flatMap(([of, queue]) => {
      const before = of === undefined ? holding : ofShare(holding, of);
      const times = waits(
        queue.length,
        before.map(({ endsAt }) => endsAt),
        now,
      );
      return queue.map((each, index): [W, Place] => [
        each,
        {
          position: index + 1,
          estimateMs: (times[index] ?? 0) + bootMs,
          ...(of === undefined ? {} : { queue: 'class' }),
        },
      ]);
    }),
  );
}

/** The n-th in a queue gets the n-th machine that becomes free. */
function waits(count: number, endings: readonly number[], now: number): readonly number[] {
  const sorted = [...endings].sort((a, b) => a - b);
  const last = sorted.at(-1) ?? now;
  return Array.from({ length: count }, (_, index) => Math.max(0, (sorted[index] ?? last) - now));
}

const ofShare = (holding: readonly Holding[], of: string) =>
  holding.filter(({ share }) => share?.of === of);

/** The median of the latest boot times, for the estimate of the next. */
export class BootTimes {
  private readonly recent: number[] = [];
  private readonly first: number;

  /** `first` is the estimate before anything was measured, ms. */
  constructor(first: number) {
    this.first = first;
  }

  add(ms: number): void {
    this.recent.push(ms);
    if (this.recent.length > 9) this.recent.shift();
  }

  get median(): number {
    const sorted = [...this.recent].sort((a, b) => a - b);
    return sorted[sorted.length >> 1] ?? this.first;
  }
}
