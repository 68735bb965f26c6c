/** What the lab knows of one learner in a class. Times are ms on the server's clock. */
import { z } from 'zod/mini';
import { CheckState, SessionState } from '../session.ts';
import { Id, MAX_TEXT } from './people.ts';

/** Tries and repeats beyond it are not believed. */
const MAX_TRIES = 100_000;
const Tries = z.int().check(z.minimum(0), z.maximum(MAX_TRIES));

/** How often a learner tried a check, and what came of it. */
export const CheckCount = z.object({
  /** What the last pass found; never `running`. */
  state: CheckState,
  /** A pass carries it out right now. */
  running: z.optional(z.literal(true)),
  /** Times it failed when the learner had asked, or failed in another way than before. */
  tries: Tries,
  /** Of these, the last ones with one and the same failure; none since it passed. */
  repeats: z.optional(Tries),
  /** The newest failure's evidence, cut to {@link MAX_TEXT}; kept until it passes. */
  expected: z.optional(z.string()),
  observed: z.optional(z.string()),
});
export type CheckCount = z.infer<typeof CheckCount>;

/** How a learner stands with one check. */
export const CheckStanding = z.object({
  ...CheckCount.shape,
  /** When it entered this state. */
  since: z.int(),
  /** When it was first looked at, or ceased to pass, whichever is later. */
  openSince: z.optional(z.int()),
  firstPassAt: z.optional(z.int()),
  /** Time the learner was at it until its first pass, ms. */
  tookMs: z.optional(z.int()),
});
export type CheckStanding = z.infer<typeof CheckStanding>;

/** Why the machine thinks that a learner is stuck. */
export const StuckReason = z.enum(['time', 'same-failure', 'errors']);
export type StuckReason = z.infer<typeof StuckReason>;

/** Leave to look at something of a learner's. Asked for by the instructor, given by the learner. */
export const Grant = z.object({
  state: z.enum(['asked', 'given']),
  mode: z.enum(['view', 'together']),
  /** Name of the instructor. */
  by: z.string(),
  at: z.int(),
  /** When it ends by itself; set once it is given. */
  until: z.optional(z.int()),
  /** Somebody looks right now. */
  watching: z.boolean(),
});
export type Grant = z.infer<typeof Grant>;

export const Shared = z.enum(['files', 'terminal']);
export type Shared = z.infer<typeof Shared>;

export const LearnerView = z.object({
  id: Id,
  name: z.string(),
  joinedAt: z.int(),
  online: z.boolean(),
  /** The lesson they are in, `module/lesson`. */
  lesson: z.nullable(z.string()),
  machine: z.object({
    state: z.union([SessionState, z.literal('none')]),
    /** The session, for instructors who may look. */
    session: z.optional(z.string()),
    expiresAt: z.optional(z.int()),
    /** It runs in the learner's browser, where nobody else reaches it. */
    inTab: z.optional(z.literal(true)),
  }),
  lastActivityAt: z.int(),
  /** When they last came back from a break: clocks of work do not count it. */
  backAt: z.optional(z.int()),
  /** By exercise, then by check. */
  checks: z.record(z.string(), z.record(z.string(), CheckStanding)),
  /** Hints taken, by exercise, until its first full pass. */
  hints: z.record(z.string(), z.int()),
  /** Time with a machine on the screen, ms, by exercise, until its first full pass. */
  activeMs: z.record(z.string(), z.int()),
  hand: z.nullable(
    z.object({
      at: z.int(),
      lesson: z.nullable(z.string()),
      check: z.optional(z.string()),
      text: z.string().check(z.maxLength(MAX_TEXT)),
    }),
  ),
  stuck: z.nullable(
    z.object({ exercise: z.string(), check: z.string(), since: z.int(), why: StuckReason }),
  ),
  shares: z.object({ files: z.nullable(Grant), terminal: z.nullable(Grant) }),
});
export type LearnerView = z.infer<typeof LearnerView>;

/** One line of the log that a learner can read: who did or saw what of theirs. */
export const AccessEntry = z.object({
  at: z.int(),
  by: z.string(),
  what: z.enum(['files', 'terminal', 'machine', 'results', 'data']),
  did: z.enum([
    'asked',
    'given',
    'refused',
    'looked',
    'typed',
    'left',
    'stopped',
    'expired',
    'reset',
    'extended',
    'restored',
    'ended',
    'exported',
  ]),
});
export type AccessEntry = z.infer<typeof AccessEntry>;
