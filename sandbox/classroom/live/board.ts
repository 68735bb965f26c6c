/** Everything a class is made of right now, as the entries of its log. Pure. */
import type { ClassView } from '../../../src/schemas/classroom/class.ts';
import type { AccessEntry, LearnerView } from '../../../src/schemas/classroom/learner.ts';
import {
  ClassEvent,
  type ClassFrame,
  type EyesUp,
  type Message,
} from '../../../src/schemas/classroom/live.ts';
import type { Entry, NumberedEntry } from '../../store/store.ts';
import { forLearners } from '../catalogue.ts';

/** An instructor, or the learner with this id. */
export type Onlooker = { readonly learner: string } | 'instructor';

/** Newest messages of a snapshot. */
const MESSAGES = 200;

interface Kept {
  readonly seq: number;
  readonly audience: string;
  readonly event: ClassEvent;
}

/** The entry that tells an event; `of` is the learner it is about, where it is about one. */
export function entryOf(event: ClassEvent, of?: { learner: string; id: string }): Entry {
  const body = JSON.stringify(event);
  switch (event.t) {
    case 'class':
      return { key: 'class', audience: 'all', body };
    case 'learner':
      return { key: `learner:${event.learner.id}`, audience: event.learner.id, body };
    case 'gone':
      return { key: `learner:${event.learner}`, audience: 'instructors', body };
    case 'message':
      return { key: `message:${event.message.id}`, audience: event.message.with ?? 'all', body };
    case 'eyes-up':
      return { key: 'eyes-up', audience: 'all', body };
    case 'access':
      return { key: `access:${of?.id ?? ''}`, audience: of?.learner ?? 'instructors', body };
  }
}

export class Board {
  /** In the order of their numbers, for what is taken goes to the end. */
  private readonly kept = new Map<string, Kept>();
  private readonly learners = new Map<string, LearnerView>();
  private newest = 0;

  /** Takes in entries of the log, in order. What does not parse is left out: it is not ours. */
  take(entries: readonly NumberedEntry[]): readonly Kept[] {
    return entries.flatMap(({ key, seq, audience, body }) => {
      this.newest = Math.max(this.newest, seq);
      const event = ClassEvent.safeParse(JSON.parse(body));
      if (!event.success) return [];
      const kept = { seq, audience, event: event.data };
      this.kept.delete(key);
      this.kept.set(key, kept);
      if (kept.event.t === 'learner') this.learners.set(kept.event.learner.id, kept.event.learner);
      else if (kept.event.t === 'gone') this.learners.delete(kept.event.learner);
      return [kept];
    });
  }

  /** Lets go of everything that was between this learner and the instructors. */
  drop(learner: string): void {
    for (const [key, { audience }] of this.kept) if (audience === learner) this.kept.delete(key);
    this.learners.delete(learner);
  }

  get seq(): number {
    return this.newest;
  }

  get rows(): readonly LearnerView[] {
    return [...this.learners.values()];
  }

  row(id: string): LearnerView | undefined {
    return this.learners.get(id);
  }

  get view(): ClassView | undefined {
    const event = this.kept.get('class')?.event;
    return event?.t === 'class' ? event.class : undefined;
  }

  get eyesUp(): EyesUp | null {
    const event = this.kept.get('eyes-up')?.event;
    return event?.t === 'eyes-up' ? event.eyesUp : null;
  }

  /** What a learner may read of who saw what of theirs. */
  accessOf(learner: string): readonly AccessEntry[] {
    return [...this.kept.values()].flatMap(({ event, audience }) =>
      event.t === 'access' && audience === learner ? [event.entry] : [],
    );
  }

  messagesWith(learner: string): readonly Message[] {
    return [...this.kept.values()].flatMap(({ event }) =>
      event.t === 'message' && event.message.with === learner ? [event.message] : [],
    );
  }

  /** Events newer than `seq`, in order, as this onlooker may see them. */
  since(seq: number, onlooker: Onlooker): readonly { seq: number; event: ClassEvent }[] {
    return [...this.kept.values()].flatMap((kept) => {
      const event = kept.seq > seq ? shownTo(onlooker, kept) : undefined;
      return event ? [{ seq: kept.seq, event }] : [];
    });
  }

  snapshot(onlooker: Onlooker, now: number): ClassFrame | undefined {
    const { view } = this;
    if (!view) return undefined;
    const events = this.since(0, onlooker).map(({ event }) => event);
    return {
      t: 'snapshot',
      seq: this.seq,
      now,
      class: onlooker === 'instructor' ? view : forLearners(view),
      learners: events.flatMap((event) => (event.t === 'learner' ? [event.learner] : [])),
      messages: events
        .flatMap((event) => (event.t === 'message' ? [event.message] : []))
        .slice(-MESSAGES),
      eyesUp: this.eyesUp,
      access: onlooker === 'instructor' ? [] : [...this.accessOf(onlooker.learner)],
    };
  }
}

/** The event as this onlooker may see it; undefined when it is none of their business. */
export function shownTo(
  onlooker: Onlooker,
  { audience, event }: Pick<Kept, 'audience' | 'event'>,
): ClassEvent | undefined {
  if (onlooker === 'instructor') return event;
  if (audience !== 'all' && audience !== onlooker.learner) return undefined;
  return event.t === 'class' ? { t: 'class', class: forLearners(event.class) } : event;
}
