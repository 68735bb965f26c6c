import type { ConnectProbe, ConnectResult, Machine } from '../../machine/machine.ts';
import type { CheckOf } from '../../schemas/check.ts';
import { fill, holds, inWords, withNonce } from '../condition.ts';
import { type Exchange, type Probe, quote, shellWords } from '../probe.ts';

/**
 * Judges the connections {@link exchange} made. What came back proves that something behind the
 * address read this pass's nonce; what that is, is for a listener check to say.
 */
export const connect: Probe<'connect'> = {
  act: 'connect',
  wants: () => ({}),
  expected: expectation,
  command: asShell,
  judge(check, { connections }) {
    const made = connections.get(check.id)?.exchanges ?? [];
    const bad = made.find((one) => !isRight(check, one));
    const shown = bad ?? made.at(-1);
    if (!shown) throw new Error(`No connection was made for ${check.id}.`);
    const which = bad && check.times > 1 ? `Connection ${made.length} of ${check.times}. ` : '';
    return {
      passed: bad === undefined,
      observed: which + observation(shown.result),
      values: { outcome: shown.result.outcome, received: shown.result.received },
    };
  },
};

/** Makes a check's connections one after another, up to the first that is not as it should be. */
export async function exchange(
  check: CheckOf<'connect'>,
  machine: Machine,
  nonce: () => string,
  signal: AbortSignal,
): Promise<Exchange[]> {
  const made: Exchange[] = [];
  while (made.length < check.times) {
    const word = nonce();
    const result = await machine.connect({
      to: target(check),
      send: fill(check.send, word),
      halfClose: check.halfClose,
      timeoutMs: check.timeoutMs,
      signal,
    });
    made.push({ nonce: word, result });
    if (!isRight(check, { nonce: word, result })) break;
  }
  return made;
}

/** Whether there was a connection for PID 1 to accept, whatever became of it. */
export function wasEstablished({ outcome }: ConnectResult): boolean {
  return outcome === 'closed' || outcome === 'timeout' || outcome === 'reset';
}

function isRight(check: CheckOf<'connect'>, { nonce, result }: Exchange): boolean {
  const { expect } = check;
  if (expect === 'echo') return result.received === fill(check.send, nonce);
  if (expect.outcome && expect.outcome !== result.outcome) return false;
  return expect.received === undefined || holds(withNonce(expect.received, nonce), result.received);
}

function target({ to }: CheckOf<'connect'>): ConnectProbe['to'] {
  return 'unix' in to
    ? { kind: 'unix', path: to.unix, type: to.type }
    : { kind: 'tcp', host: to.tcp, port: to.port };
}

function expectation({ expect, times }: CheckOf<'connect'>): string {
  const each = times > 1 ? ` (${times} connections)` : '';
  if (expect === 'echo') return `What is sent comes back unchanged${each}`;
  const parts = [
    ...(expect.outcome ? [SAYS[expect.outcome]] : []),
    ...(expect.received === undefined ? [] : [`What comes back${inWords(expect.received)}`]),
  ];
  return parts.join('. ') + each;
}

const SAYS: Readonly<Record<ConnectResult['outcome'], string>> = {
  closed: 'The connection closed',
  timeout: 'The connection stayed open without an answer in time',
  refused: 'The connection was refused: nothing listens there',
  reset: 'The connection was reset',
  unreachable: 'The address cannot be reached',
  denied: 'The connection was not permitted',
  absent: 'There is no socket at that path',
};

function observation({ outcome, received }: ConnectResult): string {
  if (received !== '') return `${SAYS[outcome]} after this came back: ${quote(received)}`;
  return wasEstablished({ outcome, received, local: '' })
    ? `Nothing came back. ${SAYS[outcome]}.`
    : `${SAYS[outcome]}.`;
}

function asShell({ to, halfClose }: CheckOf<'connect'>): string {
  const end = halfClose ? ['-N'] : [];
  const nc = 'unix' in to ? ['nc', ...end, '-U', to.unix] : ['nc', ...end, to.tcp, String(to.port)];
  return `printf 'hello\\n' | ${shellWords(nc)}`;
}
