import { SessionError } from './session.ts';

/** What a session over WebSockets needs of its surroundings; tests bring their own. */
export interface Network {
  /** Origin of the sandbox, for example `http://127.0.0.1:4321`. */
  readonly origin: string;
  readonly fetch: typeof fetch;
  readonly openSocket: (url: string) => WebSocket;
  /** Waits between attempts to reconnect, ms; the last one repeats. */
  readonly backoffMs: readonly number[];
}

/** A class is back within seconds of its server, also when that was away for long. */
export const BACKOFF_MS: readonly number[] = [250, 500, 1_000, 1_500];

/** The page's own: same origin, the browser's fetch and WebSocket. */
export function pageNetwork(): Network {
  return {
    origin: location.origin,
    fetch: (input, init) => fetch(input, init),
    openSocket: (url) => new WebSocket(url),
    backoffMs: BACKOFF_MS,
  };
}

/** Address of a WebSocket path on the sandbox. */
export function socketUrl(network: Network, path: string): string {
  return new URL(path, network.origin.replace(/^http/, 'ws')).href;
}

/** A request to the sandbox's HTTP interface. Throws {@link SessionError} with the sandbox's words. */
export async function request(
  network: Network,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<unknown> {
  let response: Response;
  try {
    response = await network.fetch(new URL(path, network.origin), {
      method,
      credentials: 'same-origin',
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
  } catch (cause) {
    throw new SessionError(
      'unreachable',
      'The sandbox does not answer. Check that it is running and that you are online, then try again.',
      { cause },
    );
  }
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok) return answer;
  throw problem(answer, response.status);
}

function problem(answer: unknown, status: number): SessionError {
  if (typeof answer === 'object' && answer !== null && 'code' in answer && 'message' in answer) {
    return new SessionError(String(answer.code), String(answer.message));
  }
  return new SessionError('bad-answer', `The sandbox answers with status ${status}. Try again.`);
}
