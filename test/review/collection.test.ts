import 'fake-indexeddb/auto';
import { describe, expect, test } from 'vitest';
import { reviewCards } from '../../src/review/cards.ts';
import { Collection } from '../../src/review/collection.ts';
import { openReviewStore, type ReviewStore, StoreError } from '../../src/review/store.ts';
import { Deck } from '../../src/schemas/deck.ts';

const cards = reviewCards([
  Deck.parse({
    deck: 'd',
    title: 'D',
    summary: 'd',
    cards: [
      { id: 'a', kind: 'basic', front: 'a', back: 'a' },
      { id: 'r', kind: 'reverse', front: 'r', back: 'r' },
    ],
  }),
]);

let names = 0;
function clockAt(now: number) {
  return { time: now, now: () => clock.time, offsetMin: () => 0 };
}
const clock = clockAt(1_700_000_000_000);

async function open(store: ReviewStore, writer = `w${names++}`) {
  return Collection.open(cards, store, clock, writer);
}
const unlockAll = (collection: Collection) =>
  collection.record(cards.map(({ key }) => ({ do: 'unlock', card: key }) as const));

describe('a collection', () => {
  test('finds its reviews again after a reload', async () => {
    const store = await openReviewStore(`db${names++}`);
    const first = await open(store);
    await unlockAll(first);
    await first.grade('a', 3, 1200);
    const again = await open(store);
    expect(again.state('a')).toEqual(first.state('a'));
    expect(again.state('a').memory.reps).toBe(1);
  });

  test('grading one side buries the other until tomorrow; undo brings both back', async () => {
    const collection = await open(await openReviewStore(`db${names++}`));
    await unlockAll(collection);
    const before = [collection.state('r'), collection.state('r~reverse')];
    await collection.grade('r', 4, 900);
    expect(collection.queue().now).toEqual(['a']);
    expect(collection.undo()?.taken[0]?.card).toBe('r');
    expect([collection.state('r'), collection.state('r~reverse')]).toEqual(before);
  });

  test('two tabs grade at once and nothing is lost', async () => {
    const name = `db${names++}`;
    const [one, two] = await Promise.all([
      open(await openReviewStore(name)),
      open(await openReviewStore(name)),
    ]);
    await Promise.all([one.grade('a', 3, 1), two.grade('r', 3, 1)]);
    const store = await openReviewStore(name);
    await one.merge(await store.entries());
    await two.merge(await store.entries());
    expect(one.entries).toEqual(two.entries);
    expect(one.state('r').memory.reps).toBe(1);
    expect(one.state('a').memory.reps).toBe(1);
  });

  test('a grade that cannot be stored changes nothing', async () => {
    const store = await openReviewStore(`db${names++}`);
    const collection = await open({
      ...store,
      append: async () => {
        throw new StoreError('full', 'The browser has no room left for this page.');
      },
    });
    const before = collection.state('a');
    await expect(collection.grade('a', 3, 1)).rejects.toMatchObject({ code: 'full' });
    expect(collection.state('a')).toEqual(before);
    expect(collection.entries).toEqual([]);
  });

  test('an undo with nothing to undo says so', async () => {
    expect((await open(await openReviewStore(`db${names++}`))).undo()).toBeNull();
  });

  test('a damaged entry in the store is skipped, not fatal', async () => {
    const name = `db${names++}`;
    const store = await openReviewStore(name);
    const { openDB } = await import('idb');
    const raw = await openDB(name, 1);
    await raw.put('log', { id: 'x', at: 'never' });
    raw.close();
    expect(await store.entries()).toEqual([]);
  });
});
