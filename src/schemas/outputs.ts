/** What a lesson's outputs/ folder holds: commands to record, and what a machine answered. */
import { z } from 'zod/mini';

const Id = z.string().check(
  z.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, {
    error: 'is no id: lower case words joined by hyphens',
  }),
);

/** A part of an output that differs from run to run, besides the built-in ones. */
export const Volatile = z.strictObject({
  /** A regular expression (flags `gmu`). */
  pattern: z.string(),
  /** What stands for it when two outputs are compared. */
  as: z.string(),
});
export type Volatile = z.infer<typeof Volatile>;

/** A command the learner would type. Without an id it only prepares the next ones. */
const Step = z.strictObject({
  id: z.optional(Id),
  run: z.string(),
  exitCode: z._default(z.int(), 0),
  volatile: z._default(z.array(Volatile), []),
  /** Its lines come in another order with every run. */
  unordered: z._default(z.boolean(), false),
  /** Fields of the output, each with what it means. */
  explain: z._default(z.array(z.strictObject({ match: z.string(), says: z.string() })), []),
});

/** outputs/commands.yaml: machines, and what is run on each in order, as the learner. */
export const OutputCommands = z.array(
  z.strictObject({
    /** The tree a fresh machine is given: `start`, `solution`, or `mistakes/NAME`. */
    from: z.string().check(
      z.regex(/^(?:start|solution|mistakes\/[a-z0-9-]+)$/, {
        error: 'is none of start, solution, mistakes/NAME',
      }),
    ),
    steps: z.array(Step).check(z.minLength(1)),
  }),
);
export type OutputCommands = z.infer<typeof OutputCommands>;

/** outputs/ID.json: what a real machine printed. Written by `npm run lesson -- record` only. */
export const Output = z.strictObject({
  id: Id,
  command: z.string(),
  /** Standard output and error as they came, without the last newline. */
  text: z.string(),
  exitCode: z.int(),
  /** Full version of the systemd that answered, for example `252.38-1~deb12u1`. */
  systemd: z.string(),
  release: z.string(),
});
export type Output = z.infer<typeof Output>;
