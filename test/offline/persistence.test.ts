import { describe, expect, test, vi } from 'vitest';
import {
  keepWhenWorth,
  sayStorage,
  storageState,
  WORTH_KEEPING,
} from '../../src/offline/persistence.ts';

describe('persistence', () => {
  test.each([
    ['few reviews', WORTH_KEEPING - 1, false, 0],
    ['enough to lose', WORTH_KEEPING, false, 1],
    ['promised already', WORTH_KEEPING, true, 0],
  ])('with %s', async (_, reviews, persisted, asked) => {
    const persist = vi.fn(async () => true);
    await keepWhenWorth({ persist, persisted: async () => persisted }, reviews);
    expect(persist).toHaveBeenCalledTimes(asked);
  });

  test('a browser that refuses or knows nothing of it breaks nothing', async () => {
    await keepWhenWorth(undefined, 1_000);
    await keepWhenWorth({ persist: () => Promise.reject(new Error('no')) }, 1_000);
    expect(await storageState(undefined)).toBeUndefined();
    const state = await storageState({ persisted: () => Promise.reject(new Error('no')) });
    expect(state).toEqual({ persistent: false, usage: null, quota: null });
  });

  test.each([
    [undefined, 'does not tell'],
    [{ persistent: true, usage: 1_500_000, quota: 1 }, 'until you delete it. 1.5 MB'],
    [{ persistent: false, usage: null, quota: null }, 'may delete it'],
  ])('%j is said in words', (kept, words) => {
    expect(sayStorage(kept)).toContain(words);
  });
});
