import { describe, expect, test } from 'vitest';
import type { Entry } from '../../src/review/log.ts';
import { WriteBehind } from '../../src/review/write-behind.ts';

const entry = (id: string): Entry => ({ id, at: 1, card: 'a', do: 'suspend' });

/** A store whose writes end when the test says so. */
function slowStore() {
  const written: string[][] = [];
  const ends: ((error?: Error) => void)[] = [];
  const lost: string[] = [];
  const writes = new WriteBehind(
    (entries) =>
      new Promise((resolve, reject) => {
        ends.push((error) => {
          if (error) reject(error);
          else {
            written.push(entries.map(({ id }) => id));
            resolve();
          }
        });
      }),
    (entries) => lost.push(...entries.map(({ id }) => id)),
  );
  const end = async (error?: Error) => {
    ends.shift()?.(error);
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { writes, written, lost, end };
}

describe('writing behind', () => {
  test('keeps the order, and one write at a time', async () => {
    const { writes, written, end } = slowStore();
    const kept = ['1', '2', '3'].map((id) => writes.add([entry(id)]));
    expect(writes.busy).toBe(true);
    await end();
    await end();
    await Promise.all(kept);
    expect(written).toEqual([['1'], ['2', '3']]);
    await writes.settled();
    expect(writes.busy).toBe(false);
  });

  test('a refusal takes back what came after, and the next write goes on', async () => {
    const { writes, written, lost, end } = slowStore();
    const refused = ['1', '2', '3'].map((id) => writes.add([entry(id)]));
    const ended = Promise.allSettled(refused);
    await end(new Error('full'));
    expect((await ended).map(({ status }) => status)).toEqual(Array(3).fill('rejected'));
    expect(lost).toEqual(['1', '2', '3']);
    const next = writes.add([entry('4')]);
    await end();
    await next;
    expect(written).toEqual([['4']]);
  });
});
