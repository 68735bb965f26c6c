/** What the agent answers, checked: anything may run as root in a machine, the agent included. */
import { z } from 'zod/mini';
import { type Facts, MachineError, type MachineEvent, type PropertyValue } from '../machine.ts';
import { PROTOCOL_VERSION, ProtocolError } from './protocol.ts';
import type { AgentHello } from './stream.ts';

const DEPTH_LIMIT = 40;

const count = z.number().check(z.int(), z.nonnegative());

function isPropertyValue(value: unknown, depth = 0): value is PropertyValue {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return true;
  }
  if (typeof value !== 'object' || value === null || depth > DEPTH_LIMIT) return false;
  const inner = Array.isArray(value) ? value : Object.values(value);
  return inner.every((each) => isPropertyValue(each, depth + 1));
}

/** What is kept of an agent's greeting. */
export const SavedHello = z.object({
  systemd: count,
  release: z.string().check(z.maxLength(100)),
  pid: count,
  bus: z.enum(['private', 'system', 'none']),
  controllers: z.readonly(z.array(z.string())),
  seccomp: z.boolean(),
  userNamespace: z.boolean(),
}) satisfies z.ZodMiniType<AgentHello>;

const Hello = z.extend(SavedHello, { protocol: z.literal(PROTOCOL_VERSION) });

export const ExecAnswer = z.object({
  exitCode: count,
  timedOut: z.boolean(),
  truncated: z.boolean(),
});

export const TerminalAnswer = z.object({ exitCode: count });

export const BootedAnswer = z.object({ state: z.string().check(z.maxLength(100)) });

export const ConnectAnswer = z.object({
  outcome: z.enum(['closed', 'timeout', 'refused', 'reset', 'unreachable', 'denied', 'absent']),
  local: z.string().check(z.maxLength(100)),
});

export const FactsAnswer = z.object({
  units: z.record(
    z.string(),
    z.record(
      z.string(),
      z.custom<PropertyValue>((value) => isPropertyValue(value)),
    ),
  ),
  unitPatterns: z.record(
    z.string(),
    z.array(z.object({ unit: z.string(), active: z.string(), sub: z.string() })),
  ),
  listeners: z.array(
    z.object({
      protocol: z.enum(['tcp', 'udp', 'unix-stream', 'unix-dgram', 'unix-seqpacket']),
      address: z.string(),
      port: count,
      inode: count,
      owners: z.array(z.object({ pid: count, command: z.string() })),
    }),
  ),
  processes: z.record(
    z.string(),
    z.nullable(
      z.object({
        pid: count,
        command: z.string(),
        argv: z.array(z.string()),
        environ: z.record(z.string(), z.string()),
        fds: z.record(z.string(), z.string()),
        uid: count,
        netns: count,
      }),
    ),
  ),
  files: z.record(z.string(), z.nullable(z.string())),
  unitFiles: z.optional(z.string().check(z.maxLength(100))),
  unitLinks: z.optional(z.string().check(z.maxLength(100))),
}) satisfies z.ZodMiniType<Facts>;

const Event = z.discriminatedUnion('type', [
  z.object({ type: z.literal('unit'), unit: z.string() }),
  z.object({ type: z.literal('reloaded') }),
  z.object({ type: z.literal('file'), path: z.string() }),
]) satisfies z.ZodMiniType<MachineEvent>;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Throws `unresponsive` when the answer is not what this call is answered with. */
export function readAnswer<T>(schema: z.ZodMiniType<T>, text: string): T {
  const read = schema.safeParse(parseJson(text));
  if (read.success) return read.data;
  throw new MachineError('unresponsive', 'The machine gave an answer that makes no sense.', {
    cause: read.error,
  });
}

/** Throws a ProtocolError when it is the hello of another protocol. */
export function readHello(payload: Uint8Array): AgentHello {
  const read = Hello.safeParse(parseJson(new TextDecoder().decode(payload)));
  if (!read.success) throw new ProtocolError('The agent in the machine is of another version.');
  const { protocol: _, ...hello } = read.data;
  return hello;
}

/** One line of a watch. Throws a ProtocolError when it is none. */
export function readEvent(line: string): MachineEvent {
  const read = Event.safeParse(parseJson(line));
  if (!read.success) throw new ProtocolError('The agent in the machine told an unknown event.');
  return read.data;
}
