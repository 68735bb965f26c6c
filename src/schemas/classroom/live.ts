/**
 * The live WebSocket of a class, /api/class/classes/ID/live?since=SEQ. Events carry whole states,
 * never differences: one that comes twice changes nothing. Every event that is kept has the class's
 * next sequence number; a client that was away names the last it saw and gets what it missed, or a
 * new snapshot where that is too old.
 */
import { z } from 'zod/mini';
import { SessionState } from '../session.ts';
import { ClassView } from './class.ts';
import { AccessEntry, CheckCount, LearnerView, Shared } from './learner.ts';
import { Id, MAX_TEXT } from './people.ts';

export const Message = z.object({
  id: Id,
  at: z.int(),
  from: z.object({ role: z.enum(['instructor', 'learner']), name: z.string() }),
  /** Null: to everybody in the class. */
  to: z.nullable(Id),
  /** The learner whose conversation it belongs to; null for what goes to everybody. */
  with: z.nullable(Id),
  kind: z.enum(['message', 'hint', 'command']),
  text: z.string().check(z.minLength(1), z.maxLength(MAX_TEXT)),
});
export type Message = z.infer<typeof Message>;

/** "Eyes up here": screens are dimmed until `until`, which comes by itself. */
export const EyesUp = z.object({ until: z.int(), by: z.string(), text: z.string() });
export type EyesUp = z.infer<typeof EyesUp>;
/** Longest time screens may stay dimmed, ms. */
export const MAX_EYES_UP_MS = 10 * 60_000;

export const ClassEvent = z.discriminatedUnion('t', [
  z.object({ t: z.literal('class'), class: ClassView }),
  /** A learner's whole row. Learners get their own only. */
  z.object({ t: z.literal('learner'), learner: LearnerView }),
  /** Erased or removed. */
  z.object({ t: z.literal('gone'), learner: Id }),
  z.object({ t: z.literal('message'), message: Message }),
  z.object({ t: z.literal('eyes-up'), eyesUp: z.nullable(EyesUp) }),
  /** To the learner it is about. */
  z.object({ t: z.literal('access'), entry: AccessEntry }),
]);
export type ClassEvent = z.infer<typeof ClassEvent>;

/** Server to client. */
export const ClassFrame = z.discriminatedUnion('t', [
  z.object({
    t: z.literal('snapshot'),
    seq: z.int(),
    /** The server's clock, ms. */
    now: z.int(),
    class: ClassView,
    /** All of them for instructors, one's own row for learners. */
    learners: z.array(LearnerView),
    /** The newest messages one may see, oldest first. */
    messages: z.array(Message),
    eyesUp: z.nullable(EyesUp),
    /** Own entries, for learners. */
    access: z.array(AccessEntry),
  }),
  z.object({ t: z.literal('event'), seq: z.int(), now: z.int(), event: ClassEvent }),
  z.object({ t: z.literal('done'), id: z.number() }),
  z.object({
    t: z.literal('error'),
    id: z.optional(z.number()),
    code: z.string(),
    message: z.string(),
  }),
]);
export type ClassFrame = z.infer<typeof ClassFrame>;

const id = z.number();
const Text = z.string().check(z.minLength(1), z.maxLength(MAX_TEXT));

/** What a learner's page asks for. Each is answered by `done` or `error` with its `id`. */
export const LearnerRequest = z.discriminatedUnion('t', [
  z.object({
    t: z.literal('raise-hand'),
    id,
    check: z.optional(z.string()),
    text: z.string().check(z.maxLength(MAX_TEXT)),
  }),
  z.object({ t: z.literal('lower-hand'), id }),
  z.object({ t: z.literal('say'), id, text: Text }),
  /** Agrees to a request, for `minutes`. */
  z.object({
    t: z.literal('give'),
    id,
    what: Shared,
    minutes: z.int().check(z.minimum(1), z.maximum(120)),
  }),
  /** Refuses a request, or takes back what was given. */
  z.object({ t: z.literal('stop'), id, what: Shared }),
  z.object({ t: z.literal('at'), id, lesson: z.nullable(z.string()) }),
  /** Hints of the exercise taken so far, this one included: told twice it counts once. */
  z.object({
    t: z.literal('hint-used'),
    id,
    exercise: z.string(),
    taken: z.int().check(z.minimum(1), z.maximum(1_000)),
  }),
  /** A machine the server does not see is in this state: the one in the browser tab. */
  z.object({ t: z.literal('machine-in-tab'), id, state: SessionState }),
  /** Counts of a machine the server does not see, the one in the browser tab, as of now. */
  z.object({
    t: z.literal('progress'),
    id,
    exercise: z.string(),
    checks: z.record(z.string(), CheckCount),
  }),
]);
export type LearnerRequest = z.infer<typeof LearnerRequest>;

/** What an instructor's page asks for. `learner: null` means everybody. */
export const InstructorRequest = z.discriminatedUnion('t', [
  z.object({
    t: z.literal('send'),
    id,
    to: z.nullable(Id),
    kind: z.enum(['message', 'hint', 'command']),
    text: Text,
  }),
  z.object({ t: z.literal('answer-hand'), id, learner: Id }),
  z.object({
    t: z.literal('ask'),
    id,
    learner: Id,
    what: Shared,
    mode: z.enum(['view', 'together']),
  }),
  z.object({ t: z.literal('leave'), id, learner: Id, what: Shared }),
  z.object({
    t: z.literal('eyes-up'),
    id,
    ms: z.int().check(z.minimum(0), z.maximum(MAX_EYES_UP_MS)),
    text: z.string().check(z.maxLength(200)),
  }),
  z.object({ t: z.literal('gate'), id, lesson: z.string(), open: z.boolean() }),
  z.object({
    t: z.literal('machine'),
    id,
    learner: z.nullable(Id),
    /** `restore`: a new machine with the learner's files. */
    do: z.enum(['reset', 'extend', 'restore', 'end']),
  }),
]);
export type InstructorRequest = z.infer<typeof InstructorRequest>;
