import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { History } from '../../src/review/history.ts';
import { type Entry, effective } from '../../src/review/log.ts';
import { anyLog } from './any-log.ts';

const CARDS = ['a', 'b', 'c~c1', 'c~c2'];
let ids = 0;
const entry = (what: 'grade' | 'suspend' | 'unlock', more: Partial<Entry> = {}): Entry =>
  ({
    id: `h.${ids}`,
    at: ids++,
    card: 'a',
    do: what,
    ...(what === 'grade' && { grade: 3, ms: 1 }),
    ...more,
  }) as Entry;
const undo = (of: Entry): Entry => ({
  id: `h.${ids}`,
  at: ids++,
  card: of.card,
  do: 'undo',
  of: of.id,
});

describe('a history that grows', () => {
  test('knows the same as one made of the whole log', () => {
    fc.assert(
      fc.property(anyLog(CARDS, 1), (log) => {
        const grown = new History([]);
        for (const added of log) grown.append([added], 'course');
        const made = new History(log);
        expect(grown.entries).toEqual(made.entries);
        expect(grown.lastDeed).toEqual(made.lastDeed);
        const counts = effective(log);
        expect(grown.gradesSince(0)).toEqual(counts.filter((done) => done.do === 'grade'));
        for (const card of CARDS) {
          expect(grown.of(card)).toEqual(counts.filter((done) => done.card === card));
        }
      }),
    );
  });
  test('finds the grades from a time on', () => {
    const log = [5, 7, 7, 9].map((at) => entry('grade', { at }));
    expect([5, 6, 7, 8, 10].map((at) => new History(log).gradesSince(at).length)).toEqual([
      4, 3, 3, 1, 0,
    ]);
  });
  test('forgets what could not be written', () => {
    const [kept, lost] = [entry('grade'), entry('suspend')];
    const history = new History([kept]);
    history.append([lost], 'learner');
    history.forget([lost]);
    expect(history.entries).toEqual([kept]);
    expect(history.lastDeed).toEqual([kept]);
  });
});

describe('the last deed', () => {
  test('is everything that was done along with it', () => {
    const graded = entry('grade');
    const first = entry('suspend');
    const along = entry('suspend', { card: 'b', with: first.id });
    const history = new History([graded, first, along]);
    expect(history.lastDeed).toEqual([first, along]);
    history.append([undo(first), undo(along)], 'learner');
    expect(history.lastDeed?.[0]?.do).toBe('grade');
  });
  test('is never what a lesson did, nor what came from Anki', () => {
    const mine = entry('grade');
    const history = new History([mine, entry('unlock'), entry('grade', { id: 'anki.1' })]);
    expect(history.lastDeed).toEqual([mine]);
    const asked = entry('unlock', { card: 'b' });
    history.append([asked], 'learner');
    expect(history.lastDeed).toEqual([asked]);
  });
  test('comes back when its undo is taken back', () => {
    const mine = entry('grade');
    const back = undo(mine);
    const history = new History([mine, back]);
    expect(history.lastDeed).toBeNull();
    history.append([undo(back)], 'course');
    expect(history.lastDeed).toEqual([mine]);
  });
});
