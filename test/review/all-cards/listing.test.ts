import { describe, expect, test } from 'vitest';
import {
  findRows,
  rowsOf,
  standingOf,
  type Wanted,
} from '../../../src/review/all-cards/listing.ts';
import { type CardState, newState, Schedule } from '../../../src/review/schedule.ts';
import { DEFAULT_SETTINGS } from '../../../src/review/settings.ts';

const DAY = 86_400_000;
const NOW = 1_700_000_000_000;
const now = { settings: DEFAULT_SETTINGS, now: NOW, dayEnd: NOW + DAY / 2 };
const schedule = new Schedule(DEFAULT_SETTINGS);
const graded = (at: number, grade: 1 | 4): CardState =>
  schedule.apply(newState(), { id: 'g', at, card: 'a', do: 'grade', grade, ms: 1 });
const open: CardState = { ...newState(), unlocked: true };

test.each<[string, CardState]>([
  ['locked', newState()],
  ['new', open],
  ['learning', graded(NOW - 1000, 1)],
  ['later', graded(NOW - 1000, 4)],
  ['due', graded(NOW - 90 * DAY, 4)],
  ['due', { ...open, recalledAt: NOW }],
  ['buried', { ...open, buriedUntil: NOW + 1 }],
  ['suspended', { ...graded(NOW - 90 * DAY, 4), suspended: true, buriedUntil: NOW + 1 }],
])('a card that is %s', (standing, state) => {
  expect(standingOf(state, now)).toBe(standing);
});

describe('the list', () => {
  const states = new Map([
    ['a', graded(NOW - 1000, 4)],
    ['b', { ...open, memory: { ...open.memory, lapses: 9 } }],
  ]);
  const rows = rowsOf(
    {
      decks: [{ deck: 'd', title: 'Sockets', summary: '' }],
      cards: [
        { key: 'a', deck: 'd', question: '', answer: '' },
        { key: 'b', deck: 'own', question: '', answer: '' },
      ],
    },
    (key) => states.get(key) ?? newState(),
    now,
    (key) => (key === 'a' ? 'What is Accept=yes for?' : 'What listens?'),
  );
  const find = (wanted: Partial<Wanted>) =>
    findRows(rows, { search: '', deck: '', standing: '', ...wanted }).map(({ key }) => key);

  test('says when a card comes', () => expect(rows[0]?.words).toMatch(/^Due in \d+ days$/));
  test.each<[Partial<Wanted>, string[]]>([
    [{}, ['a', 'b']],
    [{ search: 'WHAT accept' }, ['a']],
    [{ search: 'sockets' }, ['a']],
    [{ search: 'nothing' }, []],
    [{ deck: 'own' }, ['b']],
    [{ standing: 'new' }, ['b']],
    [{ standing: 'leech' }, ['b']],
    [{ standing: 'later', deck: 'own' }, []],
  ])('%o finds %j', (wanted, keys) => expect(find(wanted)).toEqual(keys));
});
