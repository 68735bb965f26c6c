import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { ArtefactError } from '../../src/offline/artefact-error.ts';
import { Artefacts } from '../../src/offline/artefacts.ts';
import type { Artefact } from '../../src/schemas/artefact.ts';
import { MemoryCaches } from './memory-caches.ts';

const MIB = 1024 * 1024;

/** 10 MiB that differ everywhere. */
const CONTENT = Buffer.alloc(10 * MIB);
for (let at = 0; at < CONTENT.length; at += 4) CONTENT.writeUInt32LE(at, at);

const describing = (content: Buffer, url = 'https://lab.test/machine/state.zst'): Artefact => ({
  url,
  sha256: createHash('sha256').update(content).digest('hex'),
  bytes: content.length,
});
const STATE = describing(CONTENT);

interface Answering {
  /** What it serves. */
  readonly content?: Buffer;
  /** The connection breaks after so many bytes of each answer, in this order; then no more. */
  readonly cuts?: number[];
  readonly ranges?: boolean;
  readonly status?: number;
}

/** A page of a browser: its caches stay, the server changes. */
class Visit {
  readonly caches = new MemoryCaches();
  /** The Range header of every request. */
  readonly asked: (string | undefined)[] = [];
  readonly progress: number[] = [];
  pauses = 0;

  artefacts(server: Answering, digest = true): Artefacts {
    return new Artefacts({
      fetch: async (_url, init) => this.answer(server, init ?? {}),
      caches: this.caches,
      digest: digest ? (content) => crypto.subtle.digest('SHA-256', content) : undefined,
      exclusively: (_name, work) => work(),
      wait: async (_ms, signal) => {
        signal?.throwIfAborted();
        this.pauses += 1;
      },
    });
  }

  load(server: Answering, artefact = STATE, signal?: AbortSignal) {
    return this.artefacts(server).load(artefact, {
      signal,
      onProgress: ({ doneBytes }) => this.progress.push(doneBytes),
    });
  }

  private answer(server: Answering, init: RequestInit): Response {
    const range = new Headers(init.headers).get('range') ?? undefined;
    this.asked.push(range);
    if (server.status) return new Response('', { status: server.status });
    const { content = CONTENT, cuts = [], ranges = true } = server;
    const from = ranges && range ? Number(/\d+/.exec(range)?.[0]) : 0;
    if (from > content.length) return new Response('', { status: 416 });
    const cut = cuts.shift();
    const bytes = content.subarray(from, cut === undefined ? content.length : from + cut);
    return new Response(pieces(bytes, cut !== undefined), {
      status: from > 0 ? 206 : 200,
      headers: from > 0 ? { 'content-range': `bytes ${from}-${content.length - 1}/*` } : {},
    });
  }
}

function pieces(bytes: Buffer, breaks: boolean): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      const piece = bytes.subarray(at, at + 65_536);
      at += piece.length;
      if (piece.length > 0) controller.enqueue(piece);
      else if (breaks) controller.error(new TypeError('network error'));
      else controller.close();
    },
  });
}

const failure = (work: Promise<unknown>): Promise<ArtefactError> =>
  work.then(
    () => expect.unreachable('it should have failed'),
    (error) => error,
  );
const equal = (one: ArrayBuffer, other: Buffer) => Buffer.from(one).equals(other);

describe('a large file', () => {
  test('is downloaded once, with progress in bytes, and then read without the network', async () => {
    const visit = new Visit();
    expect(await visit.artefacts({}).missing([STATE])).toEqual([STATE]);
    const { content, notKept } = await visit.load({});
    expect([equal(content, CONTENT), notKept]).toEqual([true, undefined]);
    expect(visit.progress[0]).toBe(0);
    expect(visit.progress.at(-1)).toBe(STATE.bytes);
    expect(visit.progress).toEqual(visit.progress.toSorted((a, b) => a - b));

    expect(await visit.artefacts({}).missing([STATE])).toEqual([]);
    expect(equal((await visit.load({ status: 500 })).content, CONTENT)).toBe(true);
    expect(visit.asked).toEqual([undefined]);
    expect(visit.caches.used).toBe(STATE.bytes);
  });

  test('goes on where a cut stopped it, and makes a pause before', async () => {
    const visit = new Visit();
    const { content } = await visit.load({ cuts: [3 * MIB, 0, 5 * MIB] });
    expect(equal(content, CONTENT)).toBe(true);
    expect(visit.asked).toEqual([
      undefined,
      `bytes=${3 * MIB}-`,
      `bytes=${3 * MIB}-`,
      `bytes=${8 * MIB}-`,
    ]);
    expect(visit.pauses).toBe(3);
  });

  test('goes on in a later page, after the connection did not come back', async () => {
    const visit = new Visit();
    const error = await failure(visit.load({ cuts: [7 * MIB, 0, 0, 0, 0] }));
    expect(error.code).toBe('unreachable');
    expect(error.message).toBe(
      'The download stopped after 7.3 MB of 10.5 MB. Check your connection, then try again: it goes on from there.',
    );
    visit.asked.splice(0);
    const { content } = await visit.load({});
    expect(equal(content, CONTENT)).toBe(true);
    expect(visit.asked).toEqual([`bytes=${7 * MIB}-`]);
    expect(visit.caches.used).toBe(STATE.bytes);
  });

  test('begins again with a server that knows no ranges', async () => {
    const visit = new Visit();
    const { content } = await visit.load({ cuts: [3 * MIB], ranges: false });
    expect(equal(content, CONTENT)).toBe(true);
  });

  test('that is not what was announced is not kept, and fetched once more before it is an error', async () => {
    const visit = new Visit();
    const wrong = Buffer.from(CONTENT);
    wrong.writeUInt8(255, 5 * MIB);
    const error = await failure(visit.load({ content: wrong }));
    expect([error.code, visit.asked.length]).toEqual(['damaged', 2]);
    expect(visit.caches.used).toBe(0);
  });

  test('parts of an older version under the same address are found out and replaced', async () => {
    const visit = new Visit();
    const wrong = Buffer.from(CONTENT);
    wrong.writeUInt8(255, 1);
    await failure(visit.load({ content: wrong, cuts: [5 * MIB, 0, 0, 0] }));
    const { content } = await visit.load({});
    expect(equal(content, CONTENT)).toBe(true);
  });

  test('shorter than announced counts as cut, longer is not read to its end', async () => {
    const visit = new Visit();
    const short = await failure(visit.load({ content: CONTENT.subarray(0, MIB) }));
    expect(short.code).toBe('unreachable');
    const first = describing(CONTENT.subarray(0, MIB));
    expect((await visit.load({}, first)).content.byteLength).toBe(MIB);
  });

  test('a server without the file is an answer, not a reason to try again', async () => {
    const visit = new Visit();
    const error = await failure(visit.load({ status: 404 }));
    expect([error.code, visit.asked.length]).toEqual(['unreachable', 1]);
    expect(error.message).toContain('The server has no state.zst');
  });

  test('an abort ends it with its reason and keeps what came in', async () => {
    const visit = new Visit();
    const stop = new AbortController();
    const stopped = visit.artefacts({ cuts: [8 * MIB] }).load(STATE, {
      signal: stop.signal,
      onProgress: ({ doneBytes }) => {
        if (doneBytes >= 8 * MIB) stop.abort(new Error('not now'));
      },
    });
    await expect(stopped).rejects.toThrow('not now');
    expect(visit.caches.used).toBe(8 * MIB);
  });

  test.each([
    { why: 'full', set: (caches: MemoryCaches) => Object.assign(caches, { room: MIB }) },
    { why: 'refused', set: (caches: MemoryCaches) => Object.assign(caches, { refuses: true }) },
  ])(
    'a browser that keeps nothing ($why) still gets it; keeping it is an error',
    async ({ why, set }) => {
      const visit = new Visit();
      set(visit.caches);
      const { content, notKept } = await visit.load({});
      expect([equal(content, CONTENT), notKept?.code]).toEqual([true, why]);
      expect((await failure(visit.artefacts({}).keep([STATE]))).code).toBe(why);
    },
  );

  test('several are kept with one progress, and those of other versions removed', async () => {
    const visit = new Visit();
    const small = describing(CONTENT.subarray(MIB, 2 * MIB), 'https://lab.test/machine/v86.wasm');
    await visit.load({});
    const done: number[] = [];
    await visit.artefacts({ content: CONTENT.subarray(MIB, 2 * MIB) }).keep([STATE, small], {
      onProgress: ({ doneBytes, totalBytes }) => {
        expect(totalBytes).toBe(STATE.bytes + small.bytes);
        done.push(doneBytes);
      },
    });
    expect([done[0], done.at(-1)]).toEqual([STATE.bytes, STATE.bytes + small.bytes]);
    await visit.artefacts({}).discardAllBut([small]);
    expect(visit.caches.used).toBe(small.bytes);
  });
});
