/** What of the root's files is held while the guest reads them, and for how long. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Contents } from '../../../src/machine/emulator/contents.ts';

const MIB = 1024 * 1024;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function contents() {
  const asked: string[] = [];
  const held = new Contents({
    read: async (blob, size) => {
      asked.push(blob);
      return new Uint8Array(size).fill(asked.length);
    },
  });
  return { asked, read: (blob: string, size = 100) => held.read(blob, 10, 20, size) };
}

describe('a file', () => {
  test('is asked for once while it is being read', async () => {
    const { asked, read } = contents();
    await Promise.all([read('a'), read('a')]);
    await vi.advanceTimersByTimeAsync(9_000);
    expect(await read('a')).toEqual(new Uint8Array(20).fill(1));
    expect(asked).toEqual(['a']);
  });

  test('is let go of when nothing has been read for a while', async () => {
    const { asked, read } = contents();
    await read('a');
    await vi.advanceTimersByTimeAsync(11_000);
    await read('a');
    expect(asked).toEqual(['a', 'a']);
  });

  test('that was not read for longest makes room', async () => {
    const { asked, read } = contents();
    await read('a', 15 * MIB);
    await read('b', 15 * MIB);
    await read('a', 15 * MIB);
    await read('c', 15 * MIB);
    await read('a', 15 * MIB);
    await read('b', 15 * MIB);
    expect(asked).toEqual(['a', 'b', 'c', 'b']);
  });

  test('larger than all the room is read all the same', async () => {
    const { asked, read } = contents();
    await read('a', 40 * MIB);
    await read('a', 40 * MIB);
    expect(asked).toEqual(['a']);
  });
});
