import { expect, test } from 'vitest';
import { exerciseCards } from '../../src/course/exercise-cards.ts';
import { Deck } from '../../src/schemas/deck.ts';
import { Exercise } from '../../src/schemas/exercise.ts';

const exercise = Exercise.parse({
  id: 'echo',
  title: 'Echo',
  files: [],
  checks: [
    { id: 'loads', title: 'It loads', kind: 'verify', units: ['echo.socket'] },
    { id: 'sound', title: 'It is sound', kind: 'verify', units: ['echo@.service'] },
  ],
});
const deck = Deck.parse({
  deck: 'd',
  title: 'D',
  summary: 'S',
  cards: [
    { id: 'own', kind: 'basic', front: 'F', back: 'B', lesson: 'm/echo', checks: ['echo/loads'] },
    { id: 'both', kind: 'reverse', front: 'F', back: 'B', lesson: 'm/echo' },
    { id: 'later', kind: 'basic', front: 'F', back: 'B', lesson: 'm/two', checks: ['echo/loads'] },
    { id: 'free', kind: 'basic', front: 'F', back: 'B', checks: ['echo/loads', 'other/loads'] },
    { id: 'other', kind: 'basic', front: 'F', back: 'B', checks: ['other/loads'] },
  ],
});

test('the cards of a lesson, and of each check, in whichever lesson they are', () => {
  expect(exerciseCards([deck], 'm/echo', exercise)).toEqual({
    lesson: ['own', 'both', 'both~reverse'],
    checks: {
      loads: [{ key: 'own', lesson: 'm/echo' }, { key: 'later', lesson: 'm/two' }, { key: 'free' }],
    },
  });
});
