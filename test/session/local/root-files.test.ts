/** Files of the machine in the tab, on a network that comes and goes. */
import { createHash } from 'node:crypto';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { rootFiles } from '../../../src/session/local/root-files.ts';

const CONTENT = new TextEncoder().encode('#!/bin/sh\n');
const BLOB = createHash('sha256').update(CONTENT).digest('hex').slice(0, 16);
const PACKED = new Uint8Array(zstdCompressSync(CONTENT));

type Answer = 'content' | 'damaged' | 'cut off' | number;

/** A machine that reads; the site gives these answers, the last one for ever. */
function machine(answers: readonly Answer[], kept = false) {
  const over = new AbortController();
  const told: (string | null)[] = [];
  const asked: [path: string, cache: RequestCache | undefined][] = [];
  const pauses: number[] = [];
  const files = rootFiles({
    get: async (path, { cache }) => {
      const answer = answers[Math.min(asked.length, answers.length - 1)] ?? 'cut off';
      asked.push([path, cache]);
      if (answer === 'cut off') throw new TypeError('Failed to fetch');
      if (typeof answer === 'number') return new Response('', { status: answer });
      return new Response(answer === 'content' ? PACKED : PACKED.toReversed());
    },
    unpack: (packed) => new Uint8Array(zstdDecompressSync(packed)),
    packed: async (blob) => (kept && blob === BLOB ? PACKED : undefined),
    pause: async (ms, signal) => {
      pauses.push(ms);
      if (pauses.length === 50) over.abort();
      signal.throwIfAborted();
    },
    onWaiting: (why) => told.push(why),
    signal: over.signal,
  });
  return { told, asked, pauses, read: () => files.read(BLOB, CONTENT.length) };
}

describe('a file of the root', () => {
  test('comes from the site', async () => {
    const { read, asked, told } = machine(['content']);
    expect(await read()).toEqual(CONTENT);
    expect(asked).toEqual([[`files/${BLOB}.zst`, 'force-cache']]);
    expect(told).toEqual([]);
  });

  test('comes from the pack where there is one', async () => {
    const { read, asked } = machine(['cut off'], true);
    expect(await read()).toEqual(CONTENT);
    expect(asked).toEqual([]);
  });

  test('that came damaged is not taken from the browser’s cache again', async () => {
    const { read, asked, told } = machine(['damaged', 'content']);
    expect(await read()).toEqual(CONTENT);
    expect(asked.map(([, cache]) => cache)).toEqual(['force-cache', 'reload']);
    expect(told).toEqual([]);
  });

  test('is waited for as long as the site cannot be reached, and that is told', async () => {
    const { read, told } = machine(['cut off', 'cut off', 503, 'cut off', 'content']);
    expect(await read()).toEqual(CONTENT);
    expect(told.at(0)).toMatch(/cannot be reached.*reload this page/);
    expect(told.at(-1)).toBeNull();
  });

  test('that the site no longer has is told apart', async () => {
    const { read, told } = machine([404]);
    await expect(read()).rejects.toThrow();
    expect(told.at(0)).toMatch(/the site was updated/);
  });

  test('is not waited for when the machine is over', async () => {
    const { read, told, pauses } = machine(['cut off']);
    await expect(read()).rejects.toThrow();
    expect(pauses.slice(0, 4)).toEqual([300, 1_000, 3_000, 3_000]);
    expect(pauses).toHaveLength(50);
    expect(told.at(-1)).toBeNull();
  });
});
