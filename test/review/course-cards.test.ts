import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, test } from 'vitest';
import { Collection } from '../../src/review/collection.ts';
import { CourseCards } from '../../src/review/course-cards.ts';
import { openReviewStore, type ReviewStore } from '../../src/review/store.ts';

const HOUR = 3_600_000;
const cards = {
  lesson: ['own', 'second'],
  checks: {
    loads: [
      { key: 'own', lesson: 'm/echo' },
      { key: 'later', lesson: 'm/two' },
    ],
    listens: [{ key: 'own', lesson: 'm/echo' }, { key: 'free' }],
  },
};
const clock = { time: 0, now: () => clock.time, offsetMin: () => 0 };
let names = 0;
let store: ReviewStore;
let course: CourseCards;

beforeEach(async () => {
  clock.time = Date.parse('2026-11-28T12:00Z');
  store = await openReviewStore(`course${names++}`);
  const begun = (lesson: string) => lesson === 'm/echo';
  course = await CourseCards.open({ cards, store, clock, writer: 'course', begun });
});

/** The learner's cards, as the review page finds them. */
const reviews = () =>
  Collection.open(
    ['own', 'second', 'later', 'free'].map((key) => ({ key })),
    store,
    clock,
    `page${names++}`,
  );
const log = async () => (await store.entries()).map((entry) => `${entry.do} ${entry.card}`);

describe('a solved exercise', () => {
  test('opens the cards of its lesson, once', async () => {
    expect(await course.solved()).toEqual({ total: 2, fresh: 2 });
    expect(await course.solved()).toEqual({ total: 2, fresh: 0 });
    expect(await log()).toEqual(['unlock own', 'unlock second']);
    expect((await reviews()).queue().now).toEqual(['own', 'second']);
  });
  test('counts only those that were locked, also if another tab opened them', async () => {
    await (await reviews()).record([{ do: 'unlock', card: 'own' }]);
    expect(await course.solved()).toEqual({ total: 2, fresh: 1 });
  });
});

describe('a failed check', () => {
  test('asks next for its cards of lessons that were begun', async () => {
    expect(await course.failed(['loads'])).toBe(1);
    expect((await reviews()).queue().now).toEqual(['own']);
  });
  test('brings back a card that was not due for days', async () => {
    const page = await reviews();
    await page.record([{ do: 'unlock', card: 'later' }]);
    await page.grade('later', 4, 1_000);
    clock.time += HOUR;
    expect((await reviews()).queue().now).toEqual([]);
    expect(await course.failed(['loads'])).toBe(2);
    expect((await reviews()).queue().now.toSorted()).toEqual(['later', 'own']);
  });
  test('of several, a card comes once; on one day too, and on the next again', async () => {
    expect(await course.failed(['loads', 'listens'])).toBe(1);
    await (await reviews()).grade('own', 3, 1_000);
    clock.time += HOUR;
    expect(await course.failed(['loads'])).toBe(0);
    clock.time += 24 * HOUR;
    expect(await course.failed(['loads'])).toBe(1);
  });
  test('leaves alone what is suspended, locked without a lesson, or named by no card', async () => {
    await (await reviews()).record([
      { do: 'unlock', card: 'own' },
      { do: 'suspend', card: 'own' },
    ]);
    expect(await course.failed(['listens', 'unheard-of'])).toBe(0);
    expect(await log()).toEqual(['unlock own', 'suspend own']);
  });
});
