import { z } from 'zod/mini';

/** Where a session stands. Every state has its limit; `ended` and `error` are final. */
export const SessionState = z.enum(['queued', 'starting', 'ready', 'suspended', 'ended', 'error']);
export type SessionState = z.infer<typeof SessionState>;

/** What the workbench shows of a session. Times are ms since the epoch. */
export const SessionView = z.object({
  id: z.string(),
  /** The exercise the machine was prepared for. */
  exercise: z.string(),
  state: SessionState,
  /** Place in the queue, from 1, while `queued`. */
  position: z.optional(z.number()),
  /** While `queued`: one's class has its most machines, and the next of them is waited for. */
  queue: z.optional(z.literal('class')),
  /** Expected time to `ready`, ms, while `queued` or `starting`. */
  estimateMs: z.optional(z.number()),
  /** When the machine is ended whatever happens. */
  expiresAt: z.optional(z.number()),
  /** When it is ended if nobody uses it. */
  idleAt: z.optional(z.number()),
  machine: z.optional(
    z.object({
      engine: z.string(),
      systemd: z.number(),
      release: z.string(),
      features: z.array(z.string()),
    }),
  ),
  /** Why it ended, and what to do next, in words. */
  reason: z.optional(z.string()),
});
export type SessionView = z.infer<typeof SessionView>;

/** The state of one check on the screen. */
export const CheckState = z.enum(['pending', 'running', 'pass', 'fail', 'error']);
export type CheckState = z.infer<typeof CheckState>;

/** A check's outcome, with the evidence. */
export const CheckResult = z.object({
  id: z.string(),
  state: CheckState,
  /** What a passing machine would show. */
  expected: z.string(),
  /** What this machine showed. */
  observed: z.string(),
  /** A command the learner can run to see it themselves. */
  command: z.optional(z.string()),
  /** The hint for this very mistake, when one is known. */
  hint: z.optional(z.string()),
  /** Further hints, from vague to plain, to be unlocked one by one. */
  hints: z.array(z.string()),
  /** Anchor in the lesson that explains it. */
  anchor: z.optional(z.string()),
});
export type CheckResult = z.infer<typeof CheckResult>;

/** A workspace file as the machine has it; `version` is null and `content` empty when absent. */
export const FileView = z.object({
  path: z.string(),
  version: z.nullable(z.string()),
  content: z.string(),
});
export type FileView = z.infer<typeof FileView>;

/** The activation path as the learner's machine shows it right now, for the strip. */
export const ActivationView = z.object({
  socket: z.object({ unit: z.string(), state: z.string(), listen: z.array(z.string()) }),
  /** Only meaningful with Accept=yes. */
  accepted: z.nullable(z.number()),
  /** How many of `accepted` the lab's own checks made; the rest is the learner's. */
  probes: z.optional(z.number()),
  connected: z.nullable(z.number()),
  service: z.nullable(z.object({ unit: z.string(), state: z.string() })),
});
export type ActivationView = z.infer<typeof ActivationView>;
