import { describe, expect, test } from 'vitest';
import { describeProblem, readDecks } from '../../src/course/deck-files.ts';

const course = {
  lessons: new Set(['m/one']),
  outputs: new Set(['m/one#status']),
  checks: new Set(['echo/verify']),
};
const deck = (name: string, ...cards: string[]) =>
  [`deck: ${name}`, 'title: T', 'summary: S', 'cards:', ...cards, ''].join('\n');
const basic = (id: string, more = '') =>
  `  - id: ${id}\n    kind: basic\n    front: F\n    back: B${more && `\n    ${more}`}`;
const output = (name: string) =>
  `  - id: x\n    kind: output\n    output: ${name}\n    question: Q\n    answer: A`;

/** Decks a.yaml, b.yaml, … and what is said about them. */
function problems(...texts: string[]): string[] {
  const files = texts.map((text, index) => ({ file: `${'abc'[index]}.yaml`, text }));
  return readDecks(files, course).problems.map(describeProblem);
}

describe('decks', () => {
  test('sound decks say nothing', () => {
    expect(problems(deck('a', basic('x', 'lesson: m/one')), deck('b', basic('y')))).toEqual([]);
  });
  test('an id that another deck has', () => {
    expect(problems(deck('a', basic('x')), deck('b', basic('y'), basic('x')))).toEqual([
      'b.yaml:9: The card id x is taken by a.yaml:5. Choose another.',
    ]);
  });
  test('a deck name that another deck has', () => {
    expect(problems(deck('a', basic('x')), deck('a', basic('y')))).toEqual([
      'b.yaml:1: The deck name a is taken by a.yaml:1. Choose another.',
    ]);
  });
  test('a lesson that is gone', () => {
    expect(problems(deck('a', basic('x', 'lesson: m/two')))).toEqual([
      'a.yaml:9: Card x names the lesson m/two, which does not exist. Correct the address.',
    ]);
  });
  test('a check that no exercise has', () => {
    expect(problems(deck('a', basic('x', 'checks: [echo/verify, echo/gone]')))).toEqual([
      'a.yaml:9: Card x names the check echo/gone, which no exercise has. Correct it: exercise/check.',
    ]);
  });
  test('an output that is not recorded', () => {
    expect(problems(deck('a', output('m/one#status')))).toEqual([]);
    expect(problems(deck('a', output('m/one#gone')))).toEqual([
      'a.yaml:7: Card x shows the output m/one#gone, which is not recorded. ' +
        'Correct the name, or declare it in outputs/commands.yaml and run: npm run lesson -- record',
    ]);
    expect(problems(deck('a', output('status')))).toEqual([
      expect.stringMatching(/^a\.yaml:7: cards\.0\.output: names no output/),
    ]);
  });
  test('broken YAML, with its line, and the other decks still read', () => {
    const broken = deck('a', '  - id: x\n    kind: basic\n    front: "never closed\n    back: B');
    const [first] = problems(broken, deck('b', basic('y'), basic('y')));
    expect(first).toMatch(/^a\.yaml:\d+: .*(quote|Missing)/);
    expect(problems(broken, deck('b', basic('y'), basic('y'))).at(-1)).toMatch(/^b\.yaml:9: /);
  });
  test.each([
    ['an id in capitals', basic('Big'), /^a\.yaml:5: cards\.0\.id: is no id/],
    ['an unknown kind', basic('x').replace('basic', 'song'), /^a\.yaml:6: cards\.0\.kind: /],
    ['a field nobody knows', basic('x', 'colour: red'), /^a\.yaml:5: cards\.0: .*colour/],
    ['a cloze that hides nothing', '  - id: x\n    kind: cloze\n    text: plain', /hides nothing/],
  ])('%s', (_, card, message) => {
    expect(problems(deck('a', card))).toEqual([expect.stringMatching(message)]);
  });
  test('a file of something else', () => {
    expect(problems('- 1\n')[0]).toMatch(/^a\.yaml:1: /);
    expect(problems('')[0]).toMatch(/^a\.yaml:1: /);
    expect(problems('a: &a [*a]\n')).toEqual(['a.yaml:1: *a repeats another place. Write it out.']);
  });
});
