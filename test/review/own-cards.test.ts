import { describe, expect, test } from 'vitest';
import type { Entry } from '../../src/review/log.ts';
import { type OwnNote, ownKeys, ownNotes, withOwnCards } from '../../src/review/own-cards.ts';
import type { Served } from '../../src/review/served.ts';

const SERVED: Served = { decks: [], lessons: [], cards: [] };
const write = (at: number, more: Partial<OwnNote> = {}): OwnNote => ({
  id: `w.${at}`,
  at,
  card: 'own-a',
  do: 'write',
  kind: 'basic',
  front: 'What?',
  back: 'That.',
  tags: [],
  ...more,
});
const discard: Entry = { id: 'd', at: 5, card: 'own-a', do: 'discard' };

describe('what a person wrote', () => {
  test('counts as it was last written', () => {
    expect(ownNotes([write(1), write(2, { back: 'This.' })])).toMatchObject([{ back: 'This.' }]);
  });
  test('is gone when it was discarded, until it is written again', () => {
    expect(ownNotes([write(1), discard])).toEqual([]);
    expect(ownNotes([write(1), discard, write(6)])).toHaveLength(1);
  });
  test.each<[OwnNote['kind'], string, (string | number)[][]]>([
    ['basic', 'a', [[0, 'own-a']]],
    [
      'reverse',
      'a',
      [
        [0, 'own-a'],
        [1, 'own-a~reverse'],
      ],
    ],
    [
      'cloze',
      '{{c1::a}} {{c3::b}} {{c1::c}}',
      [
        [0, 'own-a~c1'],
        [2, 'own-a~c3'],
      ],
    ],
  ])('%s has its keys', (kind, front, keys) => {
    expect(ownKeys(write(1, { kind, front })).map(({ ord, key }) => [ord, key])).toEqual(keys);
  });
});

describe('own cards beside those of the course', () => {
  const served = (note: Partial<OwnNote>) => withOwnCards(SERVED, [write(1, note)]);
  test('without any, nothing changes', () => expect(withOwnCards(SERVED, [])).toBe(SERVED));
  test('they have a deck of their own', () => {
    expect(served({}).decks.map(({ deck }) => deck)).toEqual(['own']);
    expect(served({}).cards).toMatchObject([{ key: 'own-a', question: 'What?', answer: 'That.' }]);
  });
  test('in reverse the sides change places', () => {
    expect(served({ kind: 'reverse' }).cards[1]).toMatchObject({
      question: 'That.',
      answer: 'What?',
    });
  });
  test('a cloze hides one number and shows the others', () => {
    const cards = served({ kind: 'cloze', front: '{{c1::0}} in, {{c2::1::number}} out' }).cards;
    expect(cards.map(({ question }) => question)).toEqual(['[…] in, 1 out', '0 in, [number] out']);
    expect(cards[1]?.answer).toBe('0 in, <b>1</b> out<hr>That.');
  });
  test('nothing in them runs', () => {
    const front = '<img src=x onerror=alert(1)><script>alert(2)</script><b onclick="x">bold</b>';
    expect(served({ front }).cards[0]?.question).toBe('<b>bold</b>');
  });
});
