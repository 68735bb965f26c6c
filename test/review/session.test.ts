import { describe, expect, test } from 'vitest';
import { Collection } from '../../src/review/collection.ts';
import { type Entry, mergeLogs } from '../../src/review/log.ts';
import type { Served } from '../../src/review/served.ts';
import { ReviewSession } from '../../src/review/session.ts';
import { DEFAULT_SETTINGS } from '../../src/review/settings.ts';
import { type ReviewStore, StoreError } from '../../src/review/store.ts';

const START = 1_700_000_000_000;
const KEYS = ['a', 'b', 'c', 'd'];
const SERVED: Served = {
  decks: [{ deck: 'd', title: 'D', summary: 'd' }],
  lessons: [],
  cards: KEYS.map((key) => ({ key, deck: 'd', question: key, answer: key })),
};

/** A disk that can be slow and can be full. */
class Disk {
  log: Entry[] = [];
  full = false;
  readonly store: ReviewStore = {
    entries: async () => [...this.log],
    append: async (entries) => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      if (this.full)
        throw new StoreError('full', 'No room left. Free some space, then grade again.');
      this.log = mergeLogs(this.log, entries);
    },
    settings: async () => DEFAULT_SETTINGS,
    saveSettings: async () => {},
    dispose: () => {},
  };
  get graded(): string[] {
    return this.log.filter((entry) => entry.do === 'grade').map(({ card }) => card);
  }
}

let writers = 0;
async function sit(disk = new Disk(), now = { at: START }) {
  const clock = { now: () => now.at, offsetMin: () => 0 };
  const collection = await Collection.open(SERVED.cards, disk.store, clock, `w${writers++}`);
  const session = new ReviewSession(SERVED, collection, clock);
  if (disk.log.length === 0) {
    session.unlockDeck('d');
    await collection.settled();
  }
  const answer = (grade: 1 | 2 | 3 | 4) => {
    session.reveal();
    session.grade(grade);
  };
  return { disk, now, collection, session, answer, asked: () => session.view.peek().card?.key };
}

describe('grading', () => {
  test('the next card is there at once, and the grade reaches the disk behind it', async () => {
    const { disk, collection, answer, asked } = await sit();
    answer(4);
    expect(asked()).toBe('b');
    expect(disk.graded).toEqual([]);
    await collection.settled();
    expect(disk.graded).toEqual(['a']);
  });
  test('grades given quickly are all kept, in order', async () => {
    const { disk, collection, answer, asked } = await sit();
    for (const grade of [4, 3, 1, 2] as const) answer(grade);
    expect(asked()).toBeUndefined();
    await collection.settled();
    expect(disk.graded).toEqual(KEYS);
    expect(disk.log).toEqual(collection.entries);
  });
  test('nothing is graded before its answer is shown', async () => {
    const { session, asked } = await sit();
    session.grade(4);
    expect(asked()).toBe('a');
  });
  test('measures how long the next card took', async () => {
    const { session, answer } = await sit();
    answer(4);
    session.laidOut();
    expect(performance.getEntriesByName('review:grade-to-next').length).toBeGreaterThan(0);
  });
});

describe('a full disk', () => {
  test('while grading quickly: the first card that is not kept comes back, with what to do', async () => {
    const { disk, collection, session, answer, asked } = await sit();
    answer(4);
    await collection.settled();
    disk.full = true;
    answer(4);
    answer(4);
    expect(asked()).toBe('d');
    await collection.settled();
    expect(asked()).toBe('b');
    expect(session.view.peek().trouble).toMatch(/Free some space.*last 2 grades are undone/);
    expect(collection.state('c').memory.reps).toBe(0);
    expect(collection.entries).toEqual(disk.log);
    disk.full = false;
    answer(3);
    await collection.settled();
    expect(disk.graded).toEqual(['a', 'b']);
    expect(session.view.peek().trouble).toBe('');
  });
  test('an undo that cannot be written is taken back itself', async () => {
    const { disk, collection, session, answer } = await sit();
    answer(4);
    await collection.settled();
    disk.full = true;
    session.undo();
    await collection.settled();
    expect(collection.state('a').memory.reps).toBe(1);
    expect(session.view.peek().trouble).toContain('Free some space');
  });
  test('keeps a half-written note open', async () => {
    const { disk, session, asked } = await sit();
    session.editNote(true);
    disk.full = true;
    await session.saveNote('mine');
    expect(asked()).toBe('a');
    expect(session.view.peek()).toMatchObject({ editingNote: true, note: '' });
    expect(session.view.peek().trouble).toContain('Free some space');
  });
});

describe('undo', () => {
  test('takes back deeds of every kind, last first, and asks their cards again', async () => {
    const { session, answer, asked } = await sit();
    answer(4);
    session.act('bury');
    session.act('suspend');
    expect(asked()).toBe('d');
    expect(session.view.peek().undo).toBe('Undo suspending');
    session.undo();
    expect(asked()).toBe('c');
    session.undo();
    expect(asked()).toBe('b');
    session.undo();
    expect(asked()).toBe('a');
    expect(session.view.peek().said).toBe('Undone.');
  });
  test('works on the finish screen, and after a reload', async () => {
    const first = await sit();
    for (let i = 0; i < 4; i++) first.session.act('suspend');
    expect(first.asked()).toBeUndefined();
    await first.collection.settled();
    const again = await sit(first.disk);
    expect(again.asked()).toBeUndefined();
    again.session.undo();
    expect(again.asked()).toBe('d');
  });
  test('a reset can be taken back', async () => {
    const { collection, session, answer, now } = await sit();
    answer(4);
    const before = collection.state('a');
    now.at += 1000 * 86_400_000;
    session.refresh();
    while (session.view.peek().card?.key !== 'a') session.act('bury');
    session.act('reset');
    expect(collection.state('a').memory.reps).toBe(0);
    session.undo();
    expect(collection.state('a')).toEqual(before);
  });
});

describe('two tabs', () => {
  test('grading at once lose nothing and end alike', async () => {
    const one = await sit();
    const two = await sit(one.disk);
    one.answer(4);
    two.answer(1);
    one.answer(3);
    await Promise.all([one.collection.settled(), two.collection.settled()]);
    for (const { collection, session } of [one, two]) {
      await collection.merge(one.disk.log);
      session.refresh();
    }
    expect(one.disk.graded.sort()).toEqual(['a', 'a', 'b']);
    expect(one.collection.entries).toEqual(two.collection.entries);
    for (const key of KEYS) expect(one.collection.state(key)).toEqual(two.collection.state(key));
    expect(one.collection.queue()).toEqual(two.collection.queue());
  });
});

describe('a clock set back', () => {
  test('keeps the order of what was done, and says so', async () => {
    const { collection, session, answer, now } = await sit();
    answer(4);
    now.at -= 3 * 86_400_000;
    answer(4);
    const times = collection.entries.map(({ at }) => at);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(session.view.peek().trouble).toContain('clock of this device is behind');
    now.at += 3 * 86_400_000;
    answer(4);
    expect(session.view.peek().trouble).toBe('');
  });
});

test('a new day brings new cards without a reload', async () => {
  const { collection, session, asked, now } = await sit();
  await collection.changeSettings({ ...DEFAULT_SETTINGS, newPerDay: 1 });
  session.refresh();
  session.reveal();
  session.grade(4);
  expect(asked()).toBeUndefined();
  now.at += 86_400_000;
  session.refresh();
  expect(asked()).toBe('b');
});
