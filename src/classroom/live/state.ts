/** What a page knows of a class: a snapshot, and every event since. Pure. */
import type { ClassView } from '../../schemas/classroom/class.ts';
import type { AccessEntry, LearnerView } from '../../schemas/classroom/learner.ts';
import type { ClassEvent, ClassFrame, EyesUp, Message } from '../../schemas/classroom/live.ts';

export interface ClassState {
  /** Number of the newest event in it. */
  readonly seq: number;
  readonly class: ClassView;
  readonly learners: ReadonlyMap<string, LearnerView>;
  /** Oldest first. */
  readonly messages: readonly Message[];
  readonly eyesUp: EyesUp | null;
  /** A learner's own log, oldest first. */
  readonly access: readonly AccessEntry[];
}

/** Messages and log lines a page keeps; the server has the rest. */
const KEPT = 500;

/**
 * The state after a frame. An event from before the newest one is a repetition and changes nothing;
 * one with the newest's own number carries a state that is not kept (somebody's connection, say),
 * and is taken: events carry whole states, so taking one twice is the same as once.
 */
export function after(state: ClassState | null, frame: ClassFrame): ClassState | null {
  if (frame.t === 'snapshot') {
    return {
      seq: frame.seq,
      class: frame.class,
      learners: new Map(frame.learners.map((learner) => [learner.id, learner])),
      messages: frame.messages,
      eyesUp: frame.eyesUp,
      access: frame.access,
    };
  }
  if (frame.t !== 'event' || state === null || frame.seq < state.seq) return state;
  return { ...state, seq: frame.seq, ...changes(state, frame.event) };
}

function changes(state: ClassState, event: ClassEvent): Partial<ClassState> {
  switch (event.t) {
    case 'class':
      return { class: event.class };
    case 'learner':
      return { learners: new Map(state.learners).set(event.learner.id, event.learner) };
    case 'gone': {
      const learners = new Map(state.learners);
      learners.delete(event.learner);
      return {
        learners,
        messages: state.messages.filter((message) => message.with !== event.learner),
      };
    }
    case 'message': {
      const { message } = event;
      if (state.messages.some(({ id }) => id === message.id)) return {};
      return { messages: [...state.messages, message].slice(-KEPT) };
    }
    case 'eyes-up':
      return { eyesUp: event.eyesUp };
    case 'access': {
      const { entry } = event;
      if (state.access.some((known) => sameEntry(known, entry))) return {};
      return { access: [...state.access, entry].slice(-KEPT) };
    }
  }
}

const sameEntry = (a: AccessEntry, b: AccessEntry) =>
  a.at === b.at && a.by === b.by && a.what === b.what && a.did === b.did;

/** A lesson of the class by its path, or the one that most of those present are in. */
export function lessonInFocus(state: ClassState, chosen: string | null) {
  const { lessons } = state.class;
  const picked = lessons.find(({ lesson }) => lesson === chosen);
  if (picked) return picked;
  const here = [...state.learners.values()].filter(({ online }) => online);
  const count = (path: string) => here.filter(({ lesson }) => lesson === path).length;
  const withChecks = lessons.filter(({ checks }) => checks.length > 0);
  return withChecks.toSorted((a, b) => count(b.lesson) - count(a.lesson))[0] ?? lessons[0];
}
