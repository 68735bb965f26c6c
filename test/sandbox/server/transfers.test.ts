import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MAX_TRANSFER_BYTES } from '../../../sandbox/transfers/transfers.ts';
import { receive, send, type TransferEffects } from '../../../src/transfer/transfer.ts';
import type { TransferError } from '../../../src/transfer/transfer-error.ts';
import { Site } from './site.ts';

const MINUTE = 60_000;
const BUNDLE = new TextEncoder().encode('every review of a year');

let site: Site;
beforeEach(async () => {
  site = await new Site().open();
});
afterEach(() => site.close());

/** What crosses the wire, for looking at it. */
const wire: { body: Buffer; url: string }[] = [];

function device(origin = site.url): TransferEffects {
  return {
    crypto,
    rounds: 1,
    fetch: async (path, init) => {
      const body =
        init?.body instanceof Blob ? Buffer.from(await init.body.arrayBuffer()) : undefined;
      if (body) wire.push({ body, url: String(path) });
      return fetch(new URL(String(path), site.url), {
        ...init,
        headers: { ...init?.headers, origin },
        ...(body && { body: new Uint8Array(body) }),
      });
    },
  };
}

const failure = (work: Promise<unknown>): Promise<TransferError> =>
  work.then(
    () => expect.unreachable('it should have failed'),
    (error) => error,
  );

describe('a bundle between two devices', () => {
  test('arrives as it was sent; the server sees neither it nor the code', async () => {
    wire.splice(0);
    const { code } = await send(BUNDLE, device());
    expect(await receive(code.toLowerCase(), device())).toEqual(BUNDLE);
    expect(wire[0]?.body.includes('review')).toBe(false);
    expect(wire[0]?.url).not.toContain(code);
  });

  test('may be fetched three times and then is gone', async () => {
    const { code } = await send(BUNDLE, device());
    for (const _ of [1, 2, 3]) await receive(code, device());
    const error = await failure(receive(code, device()));
    expect([error.code, error.message.slice(0, 30)]).toEqual([
      'unknown-code',
      'Nothing waits under that code.',
    ]);
  });

  test('is gone after ten minutes', async () => {
    const { code } = await send(BUNDLE, device());
    await site.clock.pass(9 * MINUTE);
    await receive(code, device());
    await site.clock.pass(MINUTE);
    expect((await failure(receive(code, device()))).code).toBe('unknown-code');
  });

  test('a wrong code is answered like one that never was; one too short is not even sent', async () => {
    await send(BUNDLE, device());
    expect((await failure(receive('00000000', device()))).code).toBe('unknown-code');
    wire.splice(0);
    expect((await failure(receive('0000', device()))).code).toBe('bad-code');
    expect(wire).toEqual([]);
  });

  test('that was changed on its way is not taken in', async () => {
    const spoilt = device();
    const { code } = await send(BUNDLE, {
      ...spoilt,
      fetch: async (path, init) => {
        const bytes = new Uint8Array(await new Response(init?.body).arrayBuffer());
        bytes.set([1 ^ (bytes.at(-1) ?? 0)], bytes.length - 1);
        return spoilt.fetch(path, { ...init, body: new Blob([bytes]) });
      },
    });
    expect((await failure(receive(code, device()))).code).toBe('damaged');
  });

  test('of more than 8 MB is refused with words', async () => {
    const error = await failure(send(new Uint8Array(MAX_TRANSFER_BYTES), device()));
    expect([error.code, error.message]).toEqual([
      'refused',
      'The server hands over at most 8 MB. Move your reviews by file.',
    ]);
  });

  test('needs a server, and a page over https', async () => {
    const none = { crypto, rounds: 1, fetch: () => Promise.reject(new TypeError('offline')) };
    expect((await failure(send(BUNDLE, none))).code).toBe('unreachable');
    const page = { ...none, fetch: async () => new Response('<h1>Not here</h1>', { status: 404 }) };
    expect((await failure(send(BUNDLE, page))).code).toBe('unreachable');
    const plain = { ...device(), crypto: { getRandomValues: crypto.getRandomValues.bind(crypto) } };
    expect((await failure(send(BUNDLE, plain))).code).toBe('insecure');
  });

  test('is for pages of this site only', async () => {
    expect((await failure(send(BUNDLE, device('https://elsewhere.example')))).code).toBe('refused');
  });
});

describe('the server', () => {
  const call = (method: string, id: string, body?: Uint8Array<ArrayBuffer>) =>
    fetch(new URL(`/api/transfers/${id}`, site.url), {
      method,
      headers: { origin: site.url },
      ...(body && { body }),
    });
  const id = (n: number) => n.toString(16).padStart(32, '0');

  test('slows down whoever guesses', async () => {
    const statuses: number[] = [];
    for (let n = 0; n < 61; n += 1) statuses.push((await call('POST', id(n))).status);
    expect([statuses[0], statuses.at(-1)]).toEqual([404, 429]);
  });

  test('puts nothing in the place of what lies there, and takes no other names', async () => {
    expect((await call('PUT', id(1), BUNDLE)).status).toBe(201);
    expect((await call('PUT', id(1), BUNDLE)).status).toBe(409);
    expect((await call('PUT', 'short', BUNDLE)).status).toBe(400);
    expect((await call('GET', id(1))).status).toBe(405);
  });
});
