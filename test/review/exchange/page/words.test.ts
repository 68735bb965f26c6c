import { describe, expect, test } from 'vitest';
import { NO_PROGRESS } from '../../../../src/progress/progress.ts';
import {
  sayFromAnki,
  sayFromText,
  sayProfile,
  sayRestored,
  saySaved,
} from '../../../../src/review/exchange/page/words.ts';

const FILE = { name: 'f', type: '', bytes: new Uint8Array() };
const ANKI = { cards: 3, foreign: 0, fresh: 0, known: 0, impossible: 0 };
const TEXT = { added: 0, changed: 0, same: 0, course: 0, notes: 0, skipped: [] };
const RESTORED = {
  progress: NO_PROGRESS,
  entries: 9,
  fresh: 0,
  settingsChanged: false,
  progressChanged: false,
};

describe('what happened, in words', () => {
  test.each<[string, string]>([
    [
      sayProfile({ ...FILE, entries: 1, own: 0 }),
      'Saved as f: 1 entry of your log, your settings and your progress.',
    ],
    [
      sayProfile({ ...FILE, entries: 1234, own: 2 }),
      'Saved as f: 1,234 entries of your log, 2 cards of your own, your settings and your progress.',
    ],
    [sayRestored('f', RESTORED), 'f holds nothing that is not here already.'],
    [
      sayRestored('f', { ...RESTORED, fresh: 4, progressChanged: true }),
      'f is taken in: 4 entries of 9 were new here; your progress in the course has grown. Nothing you had is lost.',
    ],
    [
      saySaved({ ...FILE, notes: 181, cards: 200, own: 1 }),
      'Saved as f: 181 notes, 1 of them your own, 200 cards.',
    ],
    [
      sayFromAnki('f', { ...ANKI, cards: 0, foreign: 2 }),
      'f holds no card of this course (2 other cards). Nothing was taken in.',
    ],
    [
      sayFromAnki('f', { ...ANKI, fresh: 1, known: 2, foreign: 1, impossible: 1 }),
      '1 review from f came in. 2 were here already. 1 card of other decks stayed out. 1 review with an impossible date or button stayed out.',
    ],
    [sayFromAnki('f', ANKI), 'f holds no review that is not here already.'],
    [
      sayFromText('f', { ...TEXT, course: 2 }),
      'f brought nothing new. 2 rows about cards of the course stayed as the course has them.',
    ],
    [
      sayFromText('f', { ...TEXT, added: 1, skipped: [{ line: 2, why: 'it has no answer' }] }),
      '1 card from f is yours now. 1 row stayed out: row 2: it has no answer.',
    ],
  ])('%s', (said, expected) => expect(said).toBe(expected));
});
