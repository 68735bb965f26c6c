import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Entry, effective, type Grade, mergeLogs, nextTime } from '../../src/review/log.ts';
import { Schedule } from '../../src/review/schedule.ts';

const grade = (id: string, at: number, card = 'a', g: Grade = 3): Entry => ({
  id,
  at,
  card,
  do: 'grade',
  grade: g,
  ms: 1000,
});

const entry = fc
  .record({
    id: fc.string({ unit: fc.constantFrom('a', 'b', '1', '2', '.'), minLength: 1, maxLength: 4 }),
    at: fc.integer({ min: 1_700_000_000_000, max: 1_700_000_900_000 }),
    card: fc.constantFrom('a', 'b', 'c'),
    grade: fc.constantFrom<Grade>(1, 2, 3, 4),
    undo: fc.boolean(),
  })
  .map(
    ({ id, at, card, grade: g, undo }): Entry =>
      undo ? { id: `u${id}`, at, card, do: 'undo', of: id } : grade(id, at, card, g),
  );
const log = fc.array(entry, { maxLength: 40 }).map((entries) => mergeLogs(entries, []));

describe('merging two logs', () => {
  test('the order does not matter', () => {
    fc.assert(
      fc.property(log, log, (a, b) => {
        expect(mergeLogs(a, b)).toEqual(mergeLogs(b, a));
      }),
    );
  });
  test('grouping does not matter', () => {
    fc.assert(
      fc.property(log, log, log, (a, b, c) => {
        expect(mergeLogs(mergeLogs(a, b), c)).toEqual(mergeLogs(a, mergeLogs(b, c)));
      }),
    );
  });
  test('merging again changes nothing, and nothing is lost', () => {
    fc.assert(
      fc.property(log, log, (a, b) => {
        const merged = mergeLogs(a, b);
        expect(mergeLogs(merged, b)).toEqual(merged);
        const ids = new Set(merged.map(({ id }) => id));
        expect([...a, ...b].every(({ id }) => ids.has(id))).toBe(true);
      }),
    );
  });
  test('both devices end with the same schedule', () => {
    fc.assert(
      fc.property(log, log, (a, b) => {
        const schedule = new Schedule({ retention: 0.9 });
        expect(schedule.replay(mergeLogs(a, b))).toEqual(schedule.replay(mergeLogs(b, a)));
      }),
    );
  });
});

describe('undo', () => {
  test('takes back a grade', () => {
    const undone: Entry = { id: 'u', at: 2, card: 'a', do: 'undo', of: '1' };
    expect(effective([grade('1', 1), undone])).toEqual([]);
  });
  test('can itself be taken back', () => {
    const log: Entry[] = [
      grade('1', 1),
      { id: 'u', at: 2, card: 'a', do: 'undo', of: '1' },
      { id: 'v', at: 3, card: 'a', do: 'undo', of: 'u' },
    ];
    expect(effective(log).map(({ id }) => id)).toEqual(['1']);
  });
});

describe('a review that went to Anki and came back', () => {
  const returned = grade('anki.5', 5);
  test('counts once, whichever of the two is known first', () => {
    expect(effective(mergeLogs([grade('1', 5)], [returned]))).toEqual([grade('1', 5)]);
    expect(effective([returned])).toEqual([returned]);
  });
  test('does not count when it was taken back here', () => {
    const undone: Entry = { id: 'u', at: 9, card: 'a', do: 'undo', of: '1' };
    expect(effective([returned, grade('1', 5), undone])).toEqual([]);
  });
  test.each([
    ['another card', grade('anki.5', 5, 'b')],
    ['another grade', grade('anki.5', 5, 'a', 1)],
    ['another time', grade('anki.90', 90)],
  ])('of %s is a review of its own', (_, entry) => {
    expect(effective(mergeLogs([grade('1', 5)], [entry]))).toHaveLength(2);
  });
});

describe('a clock set back', () => {
  test('never puts a new entry before an old one', () => {
    expect(nextTime([grade('1', 5000)], 4000)).toBe(5001);
  });
  test('changes nothing while it runs forward', () => {
    expect(nextTime([grade('1', 5000)], 6000)).toBe(6000);
    expect(nextTime([], 6000)).toBe(6000);
  });
});
