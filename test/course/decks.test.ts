/** The decks of this course: what every learner is promised to find in them. */
import { describe, expect, test } from 'vitest';
import { readCourseNames } from '../../src/course/course-names.ts';
import { readDecks } from '../../src/course/deck-files.ts';
import { readDeckFiles } from '../../src/course/deck-loader.ts';
import { DIRECTIVE_GROUPS } from '../../src/course/directive-groups.ts';
import { reviewCards } from '../../src/review/cards.ts';
import { directivesOf } from '../../src/unit-files/directives/directives.ts';

const { decks, problems } = readDecks(
  await readDeckFiles('flashcards'),
  await readCourseNames('lessons'),
);
const cards = decks.flatMap(({ deck }) => deck.cards);
const modules = decks.filter(({ file }) => /\/0[0-3]-/.test(file));

describe('the decks', () => {
  test('have no fault', () => {
    expect(problems).toEqual([]);
  });

  test('hold at least 120 cards on the modules 0 to 3', () => {
    expect(modules.map(({ deck }) => deck.deck)).toEqual([
      'orientation',
      'first-socket',
      'accept-yes',
      'accept-no',
    ]);
    expect(modules.flatMap(({ deck }) => deck.cards).length).toBeGreaterThanOrEqual(120);
  });

  test.each([
    ['first-socket', 'what-is-socket-activation'],
    ['first-socket', 'what-listen-stream-configures'],
    ['first-socket', 'what-accept-yes-does'],
    ['first-socket', 'why-open-without-daemon'],
  ])('%s begins with what everyone starts from: %s', (name, id) => {
    const deck = decks.find(({ deck }) => deck.deck === name)?.deck;
    expect(deck?.cards.slice(0, 4).map((card) => card.id)).toContain(id);
  });

  test('have a card on every directive of systemd.socket(5)', () => {
    // Some directives have one card together, whose text names them all.
    const texts = cards
      .filter(({ directive }) => directive !== undefined)
      .map((card) => `${card.directive}= ${JSON.stringify(card)}`);
    const known = directivesOf(252).ofSection('Socket');
    const own = known.filter(({ page, replacedBy }) => page === 'systemd.socket(5)' && !replacedBy);
    // The page describes some more whose names other units share.
    const described = new Set(DIRECTIVE_GROUPS.flatMap((group) => group.keys));
    const shared = known.filter(({ key }) => described.has(key));
    const keys = [...new Set([...own, ...shared].map(({ key }) => key))];
    expect(keys).toEqual(
      expect.arrayContaining(['ListenStream', 'TriggerLimitBurst', 'ExecStartPre']),
    );
    const missing = keys.filter(
      (key) => !texts.some((text) => new RegExp(`\\b${key}=`).test(text)),
    );
    expect(missing).toEqual([]);
  });

  test('show at least 16 recorded outputs, none of them twice', () => {
    const shown = cards.flatMap((card) => (card.kind === 'output' ? [card.output] : []));
    expect(shown.length).toBeGreaterThanOrEqual(16);
    expect(new Set(shown).size).toBe(shown.length);
  });

  test('one failed check recalls a handful of cards at most', () => {
    const recalled = new Map<string, number>();
    for (const { card } of reviewCards(decks.map(({ deck }) => deck))) {
      for (const check of card.checks) recalled.set(check, (recalled.get(check) ?? 0) + 1);
    }
    expect([...recalled].filter(([, count]) => count > 5)).toEqual([]);
  });
});
