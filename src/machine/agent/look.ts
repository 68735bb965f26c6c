import type { Cancellable, ConnectProbe, ConnectResult, Facts, FactsQuery } from '../machine.ts';
import { BootedAnswer, ConnectAnswer, FactsAnswer, readAnswer } from './answers.ts';
import { runCall } from './call.ts';
import type { AgentLink } from './link.ts';
import { Call } from './protocol.ts';

const FACTS_ANSWER_LIMIT = 4 * 1024 * 1024;
/** The agent gives up on PID 1 before we give up on the agent: it knows who is silent. */
const PID_1_SHARE = 2 / 3;
const RECEIVED_LIMIT = 64 * 1024;
/** Booting has no limit of its own: the caller's signal is it. */
const NO_SILENCE_MS = 2 ** 31 - 1;

/**
 * Reads facts in one round trip: see `Machine.facts`. A property that a unit does not have is left
 * out, a unit name that is none has no properties; arrays of bytes (InvocationID) are lower-case
 * hexadecimal text, dictionaries are objects, structures are arrays. A file that has no content
 * to read (a directory, a socket) is null. Throws `too-large` when a file exceeds 1 MiB or the
 * answer 4 MiB, `unresponsive` when PID 1 does not answer.
 */
export async function facts(
  link: AgentLink,
  query: FactsQuery,
  options: Cancellable = {},
): Promise<Facts> {
  const patienceMs = Math.ceil(link.patienceMs * PID_1_SHARE);
  const fields: [string, string][] = [['t', String(patienceMs)]];
  for (const [unit, properties] of Object.entries(query.units ?? {})) {
    fields.push(['n', unit]);
    for (const property of properties) fields.push(['p', property]);
  }
  for (const pattern of query.unitPatterns ?? []) fields.push(['P', pattern]);
  if (query.listeners === true) fields.push(['l', '']);
  for (const unit of query.processesOf ?? []) fields.push(['m', unit]);
  for (const path of query.files ?? []) fields.push(['f', path]);
  if (query.unitFiles === true) fields.push(['u', '']);
  const { output } = await runCall(link, {
    call: Call.facts,
    fields,
    signal: options.signal,
    outputLimit: FACTS_ANSWER_LIMIT,
  });
  return readAnswer(FactsAnswer, new TextDecoder().decode(output));
}

/**
 * Makes one connection inside the machine: see `Machine.connect`. For a Unix socket `local` is
 * `PID-UID` of our end, as it stands in the name of an instance made for the connection.
 */
export async function connect(
  link: AgentLink,
  probe: ConnectProbe & { readonly timeoutMs: number },
): Promise<ConnectResult> {
  const { to, timeoutMs } = probe;
  const fields: [string, string][] = [
    ['k', to.kind === 'tcp' ? 'tcp' : `unix-${to.type ?? 'stream'}`],
    ['h', to.kind === 'tcp' ? to.host : to.path],
    ['p', to.kind === 'tcp' ? String(to.port) : '0'],
    ['t', String(Math.ceil(timeoutMs))],
  ];
  if (probe.halfClose === false) fields.push(['s', '']);
  const { answer, output } = await runCall(link, {
    call: Call.connect,
    fields,
    signal: probe.signal,
    silenceMs: timeoutMs + link.patienceMs,
    outputLimit: RECEIVED_LIMIT,
    input: [new TextEncoder().encode(probe.send)],
  });
  const received = new TextDecoder('utf-8', { ignoreBOM: true }).decode(output);
  return { ...readAnswer(ConnectAnswer, answer), received };
}

/** PID 1's SystemState once it has finished booting. */
export async function booted(link: AgentLink, options: Cancellable = {}): Promise<string> {
  const { answer } = await runCall(link, {
    call: Call.booted,
    fields: [],
    signal: options.signal,
    silenceMs: NO_SILENCE_MS,
  });
  return readAnswer(BootedAnswer, answer).state;
}

export async function ping(link: AgentLink, options: Cancellable = {}): Promise<void> {
  await runCall(link, { call: Call.ping, fields: [], signal: options.signal });
}

export async function setClock(link: AgentLink, at: number): Promise<void> {
  const fields = [['t', String(Math.round(at))]] as const;
  await runCall(link, { call: Call.clock, fields });
}
