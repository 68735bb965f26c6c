/**
 * Checks as data: one entry of `checks:` in an exercise.yaml. The kinds say what is looked at;
 * src/grading/ has one probe for each.
 */
import { z } from 'zod/mini';
import { Condition, FileCondition } from './condition.ts';

const Id = z.string().check(
  z.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, {
    error: 'is no id: lower case words joined by hyphens',
  }),
);

/** A unit's full name. A template (`demo-echo@.service`) stands for what its next instance would be. */
const UnitName = z
  .string()
  .check(
    z.regex(
      /^[A-Za-z0-9:_.\\@-]+\.(?:service|socket|target|path|timer|mount|automount|slice|scope|device|swap)$/,
      { error: 'is no unit name: write it in full, for example demo-echo.socket' },
    ),
  );

const Property = z
  .string()
  .check(
    z.regex(/^[A-Z][A-Za-z0-9]*$/, { error: 'is no property name as systemctl show prints it' }),
  );

const Path = z
  .string()
  .check(
    z.regex(/^\/(?:[^/\0]+\/)*[^/\0]+$/, { error: 'is no absolute path without a trailing slash' }),
  );

const Port = z.int().check(z.minimum(0), z.maximum(65_535));

const Properties = z.record(Property, Condition);

/** Conditions on facts anywhere in the machine; all that are given must hold. */
const facts = {
  units: z.optional(z.record(UnitName, Properties)),
  files: z.optional(z.record(Path, FileCondition)),
  /** At least one listener on this port is like that. */
  listener: z.optional(
    z.strictObject({
      port: Port,
      address: z.optional(Condition),
      /** Whether PID 1 is among those that hold it. */
      owner: z.optional(z.enum(['systemd', 'other'])),
    }),
  ),
};

/**
 * A hint for one particular mistake: the first whose conditions all hold is shown.
 * `observed` looks at what the check itself saw; which names there are depends on its kind.
 */
const when = <Name extends z.core.$ZodRecordKey>(name: Name) =>
  z._default(
    z.array(
      z
        .strictObject({
          observed: z.optional(z.partialRecord(name, Condition)),
          ...facts,
          hint: z.string(),
        })
        .check(
          z.refine((one) => Boolean(one.observed ?? one.units ?? one.files ?? one.listener), {
            error: 'has no condition: give observed, units, files or listener',
          }),
        ),
    ),
    [],
  );

const base = {
  id: Id,
  /** What the list of checks says, for example "The socket listens". */
  title: z.string(),
  /** Checks that must pass first; until then a failure here is `pending`, not `fail`. */
  needs: z._default(z.array(Id), []),
  /** In words, instead of what the kind says by itself. */
  expected: z.optional(z.string()),
  /** The command a learner can run to see it, instead of the kind's own. */
  see: z.optional(z.string()),
  /** From vague to plain, unlocked one by one. */
  hints: z._default(z.array(z.string()), []),
  /** Id of the element in the lesson that explains it, without `#`. */
  anchor: z.optional(z.string()),
};

/** Properties of a unit as PID 1 has them. `observed` names properties of the same unit. */
const UnitCheck = z.strictObject({
  ...base,
  kind: z.literal('unit'),
  unit: UnitName,
  properties: Properties,
  when: when(Property),
});

/** A listening socket in the kernel's tables. */
const ListenerCheck = z.strictObject({
  ...base,
  kind: z.literal('listener'),
  protocol: z._default(
    z.enum(['tcp', 'udp', 'unix-stream', 'unix-dgram', 'unix-seqpacket']),
    'tcp',
  ),
  /** `127.0.0.1`, `::`, or the path of a Unix socket. */
  address: z.string(),
  port: z._default(Port, 0),
  /** Nothing else listens on that port, and `unit` lists no other address. */
  only: z._default(z.boolean(), true),
  /** PID 1 holds it. */
  owner: z.optional(z.literal('systemd')),
  /** The socket unit it belongs to. */
  unit: z.optional(UnitName),
  when: when(z.enum(['addresses', 'owner', 'processes', 'listen'])),
});

const Target = z.union(
  [
    z.strictObject({ tcp: z.string(), port: Port }),
    z.strictObject({ unix: Path, type: z._default(z.enum(['stream', 'seqpacket']), 'stream') }),
  ],
  { error: 'is no target: write { tcp: 127.0.0.1, port: 9091 } or { unix: /run/x.sock }' },
);

const Outcome = z.enum([
  'closed',
  'timeout',
  'refused',
  'reset',
  'unreachable',
  'denied',
  'absent',
]);

/** Connections the grader makes itself, each with a nonce of its own. */
const ConnectCheck = z.strictObject({
  ...base,
  kind: z.literal('connect'),
  to: Target,
  /** Connections, one after another. */
  times: z._default(z.int().check(z.minimum(1), z.maximum(50)), 1),
  /** What is sent; `<nonce>` is replaced. */
  send: z._default(z.string(), '<nonce>\n'),
  halfClose: z._default(z.boolean(), true),
  /** `echo`: exactly what was sent comes back. `<nonce>` in conditions is replaced. */
  expect: z._default(
    z.union(
      [
        z.literal('echo'),
        z.strictObject({ outcome: z.optional(Outcome), received: z.optional(Condition) }),
      ],
      { error: "is no expectation: write 'echo' or { outcome: …, received: CONDITION }" },
    ),
    'echo',
  ),
  /** For one connection, in ms. */
  timeoutMs: z._default(z.int().check(z.minimum(100), z.maximum(30_000)), 3_000),
  when: when(z.enum(['outcome', 'received'])),
});

/**
 * How a property changes over the connections of the `connect` check it is `around`. NAccepted and
 * NConnections count with Accept=yes only (systemd.socket(5)): with Accept=no look at SubState, the
 * service's InvocationID or its main process instead.
 */
const DeltaCheck = z.strictObject({
  ...base,
  kind: z.literal('delta'),
  around: Id,
  unit: UnitName,
  property: Property,
  /** The difference. A learner may connect meanwhile, so prefer atLeast over an exact number. */
  by: Condition,
  /** What else holds of the unit afterwards. */
  afterwards: z._default(Properties, {}),
  when: when(z.enum(['before', 'after', 'change'])),
});

const FileCheck = z.strictObject({
  ...base,
  kind: z.literal('file'),
  path: Path,
  content: FileCondition,
  when: when(z.enum(['exists', 'content'])),
});

/** The main process of a unit, from /proc. */
const ProcessCheck = z.strictObject({
  ...base,
  kind: z.literal('process'),
  unit: UnitName,
  /** Arguments joined by single spaces. */
  argv: z.optional(Condition),
  uid: z.optional(Condition),
  environment: z._default(z.record(z.string(), Condition), {}),
  /** Descriptor number to its link target, for example `socket:[1234]`. */
  descriptors: z._default(z.record(z.string().check(z.regex(/^\d+$/)), Condition), {}),
  when: when(z.enum(['running', 'argv', 'uid'])),
});

const JournalCheck = z.strictObject({
  ...base,
  kind: z.literal('journal'),
  unit: UnitName,
  /** `boot`: everything since the machine started. `pass`: since this run of the checks began. */
  since: z._default(z.enum(['boot', 'pass']), 'boot'),
  /** A message that must be there, as a regular expression (flags `um`). */
  matches: z.string(),
  /** The message must not be there. */
  absent: z._default(z.boolean(), false),
  when: when(z.enum(['messages'])),
});

/** A program run in the machine. Only for what nothing else can tell: its answer can be forged. */
const CommandCheck = z.strictObject({
  ...base,
  kind: z.literal('command'),
  /** No shell; the program by its absolute path. */
  argv: z.tuple([Path], z.string()),
  user: z._default(z.string(), 'root'),
  exitCode: z._default(z.nullable(z.int()), 0),
  stdout: z.optional(Condition),
  stderr: z.optional(Condition),
  timeoutMs: z._default(z.int().check(z.minimum(100), z.maximum(60_000)), 10_000),
  when: when(z.enum(['exitCode', 'stdout', 'stderr'])),
});

/** `systemd-analyze verify` of the files PID 1 would load for these units. */
const VerifyCheck = z.strictObject({
  ...base,
  kind: z.literal('verify'),
  units: z.array(UnitName).check(z.minLength(1)),
  when: when(z.enum(['missing', 'output'])),
});

/** Connections to a socket with Accept=yes that are the learner's own, not the grader's. */
const LearnerConnectionsCheck = z.strictObject({
  ...base,
  kind: z.literal('learner-connections'),
  unit: UnitName,
  atLeast: z._default(z.int().check(z.minimum(1)), 1),
  when: when(z.enum(['own', 'accepted'])),
});

export const Check = z.discriminatedUnion(
  'kind',
  [
    UnitCheck,
    ListenerCheck,
    ConnectCheck,
    DeltaCheck,
    FileCheck,
    ProcessCheck,
    JournalCheck,
    CommandCheck,
    VerifyCheck,
    LearnerConnectionsCheck,
  ],
  {
    error:
      'kind is none of unit, listener, connect, delta, file, process, journal, command, verify, ' +
      'learner-connections',
  },
);
export type Check = z.infer<typeof Check>;
export type CheckKind = Check['kind'];
export type CheckOf<K extends CheckKind> = Extract<Check, { kind: K }>;
