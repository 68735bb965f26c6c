import 'fake-indexeddb/auto';
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { NO_PROGRESS, type Progress } from '../../../src/progress/progress.ts';
import { Desk } from '../../../src/review/exchange/desk.ts';
import type { CourseNotes } from '../../../src/review/exchange/notes.ts';
import { loadSqlite } from '../../../src/review/exchange/sqlite.ts';
import type { Entry } from '../../../src/review/log.ts';
import { DEFAULT_SETTINGS } from '../../../src/review/settings.ts';
import { openReviewStore, type ReviewStore } from '../../../src/review/store.ts';
import { DAY, grade, NOW, readCourse } from './anki/course.ts';

/** Whole packages are written and read, also on a busy machine. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let course: CourseNotes;
let next = 0;
let here: { store: ReviewStore; desk: Desk };
const text = (content: string) => new TextEncoder().encode(content);

/** A profile of its own, as on another device. */
async function device(log: readonly Entry[] = []): Promise<typeof here> {
  const store = await openReviewStore(`desk-${next++}`);
  await store.append(log);
  const desk = new Desk({
    store,
    course: async () => course,
    sqlite: () => loadSqlite(),
    clock: { now: () => NOW, offsetMin: () => -60 },
    writer: `w${next}`,
  });
  return { store, desk };
}

const LOG = [grade(NOW - 3 * DAY), grade(NOW - DAY), grade(NOW - 5000, 'fd-standard-three~c1', 1)];
const READ: Progress = { ...NO_PROGRESS, read: { 'm/a': 7 } };

beforeAll(async () => {
  course = await readCourse();
});
beforeEach(async () => {
  here = await device(LOG);
});

describe('everything as one file', () => {
  test('comes back on another device, once', async () => {
    await here.desk.takeInText(text('Own?,Yes.\n'));
    await here.store.saveSettings({ ...DEFAULT_SETTINGS, retention: 0.8, changedAt: 5 });
    const file = await here.desk.saveProfile(READ);
    expect(file).toMatchObject({
      name: 'socket-activation-lab-2026-11-20.profile.gz',
      entries: 5,
      own: 1,
    });
    const there = await device([grade(NOW - 9000, 'unit-cat')]);
    const first = await there.desk.restoreProfile(file.bytes, NO_PROGRESS);
    expect(first).toMatchObject({ entries: 5, fresh: 5, settingsChanged: true });
    expect(first.progress).toEqual(READ);
    expect(await there.store.entries()).toHaveLength(6);
    expect((await there.store.settings()).retention).toBe(0.8);
    expect(await there.desk.countOwn()).toBe(1);
    expect(await there.desk.restoreProfile(file.bytes, READ)).toMatchObject({
      fresh: 0,
      settingsChanged: false,
      progressChanged: false,
    });
  });
  test('settings that were changed later here stay', async () => {
    const file = await here.desk.saveProfile(NO_PROGRESS);
    await here.store.saveSettings({ ...DEFAULT_SETTINGS, newPerDay: 3, changedAt: 9 });
    await here.desk.restoreProfile(file.bytes, NO_PROGRESS);
    expect((await here.store.settings()).newPerDay).toBe(3);
  });
  test('a file that is refused changes nothing', async () => {
    const { bytes } = await here.desk.saveProfile(READ);
    const there = await device();
    const cut = there.desk.restoreProfile(bytes.slice(0, -5), NO_PROGRESS);
    await expect(cut).rejects.toMatchObject({ code: 'damaged' });
    expect(await there.store.entries()).toEqual([]);
  });
});

describe('to Anki and back', () => {
  test('brings nothing twice to the device it came from', async () => {
    const { bytes, own } = await here.desk.saveApkg({ scheduling: true });
    expect(own).toBe(0);
    expect(await here.desk.takeInAnki(bytes)).toMatchObject({ fresh: 0, known: 3, foreign: 0 });
    expect(await here.store.entries()).toHaveLength(3);
  });
  test('brings the reviews to an empty device, own cards’ too', async () => {
    await here.desk.takeInText(text('Own?,Yes.\n'));
    const own = (await here.store.entries()).find((entry) => entry.do === 'write');
    await here.store.append([grade(NOW - 10, own?.card)]);
    const { bytes } = await here.desk.saveApkg({ scheduling: true });
    const there = await device();
    await there.desk.takeInText(text('Own?,Yes.\n'));
    expect(await there.desk.takeInAnki(bytes)).toMatchObject({ fresh: 4, foreign: 0 });
    expect(await there.desk.takeInAnki(bytes)).toMatchObject({ fresh: 0, known: 4 });
  });
  test('without scheduling no review goes along', async () => {
    const { bytes } = await here.desk.saveApkg({ scheduling: false });
    expect(await (await device()).desk.takeInAnki(bytes)).toMatchObject({ fresh: 0, known: 0 });
  });
});

describe('cards of one’s own', () => {
  test('come in, go out as text, and are discarded', async () => {
    const report = await here.desk.takeInText(text('front,back\na,b\nc,\n'));
    expect(report).toMatchObject({ added: 1, skipped: [{ line: 3 }] });
    const saved = await here.desk.saveText({ for: 'anki' });
    expect(saved).toMatchObject({ own: 1, name: 'socket-activation-lab-2026-11-20.txt' });
    expect(await here.desk.discardOwn()).toBe(1);
    expect(await here.desk.countOwn()).toBe(0);
    expect(await here.desk.takeInText(saved.bytes)).toMatchObject({ added: 1, notes: 0 });
  });
  test('5,000 at once are kept, and taking them in again adds none', async () => {
    const rows = Array.from({ length: 5000 }, (_, n) => `question ${n}\tanswer`).join('\n');
    expect(await here.desk.takeInText(text(rows))).toMatchObject({ added: 5000 });
    expect(await here.desk.takeInText(text(rows))).toMatchObject({ added: 0, same: 5000 });
    expect(await here.desk.countOwn()).toBe(5000);
  });
});
