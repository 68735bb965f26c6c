import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Diagnostic, Severity } from '../../../src/unit-files/types.ts';
import { openFile } from '../../../src/workbench/editor/file-state.ts';
import { paint, worst } from '../../../src/workbench/editor/paint.ts';
import { problemInFront } from '../../../src/workbench/editor/problem-choice.ts';
import { knownVersion } from '../../../src/workbench/editor/systemd-version.ts';
import { companionsOf } from '../../../src/workbench/editor/unit-workspace.ts';

const problem = (
  [line, from]: [number, number],
  [endLine, to]: [number, number],
  severity: Severity = 'error',
): Diagnostic => ({
  id: 'x',
  voice: 'systemd',
  severity,
  range: { start: { line, column: from }, end: { line: endLine, column: to } },
  message: '',
  fixes: [],
});

describe('a painted text', () => {
  const underlined = (text: string, found: Diagnostic[]) =>
    paint(text, found).map((line) =>
      line.filter(({ problem }) => problem).map(({ text, problem }) => `${text}:${problem}`),
    );

  test('underlines exactly what is wrong', () => {
    const text = '[Service]\nStandardInput=Socket';
    expect(underlined(text, [problem([1, 14], [1, 20])])).toEqual([[], ['Socket:error']]);
  });

  test('underlines across tokens and lines, the gravest problem first', () => {
    const found = [problem([0, 0], [1, 7], 'warning'), problem([1, 0], [1, 3])];
    expect(underlined('[S]\nFoo=bar', found)).toEqual([
      ['[S]:warning'],
      ['Foo:error', '=:warning', 'bar:warning'],
    ]);
  });

  test('knows a value that goes on in the next line', () => {
    expect(paint('ExecStart=a \\\n  b', [])[1]?.map(({ kind }) => kind)).toEqual(['', 'value']);
  });

  test('is the text again, whatever the problems', () => {
    const place = fc.tuple(fc.nat(2), fc.nat(12)).map(([a, b]): [number, number] => [a, b]);
    const problems = fc.array(fc.tuple(place, place).map(([a, b]) => problem(a, b)));
    const chars = fc.constantFrom('a', '=', '[', ']', '#', '%i', ' ', '\\', '\n');
    fc.assert(
      fc.property(fc.string({ unit: chars }), problems, (text, found) => {
        const lines = paint(text, found).map((line) => line.map((stroke) => stroke.text).join(''));
        expect(lines.join('\n')).toBe(text);
      }),
    );
  });
});

test.each<[Severity[], Severity | null]>([
  [[], null],
  [['info', 'warning'], 'warning'],
  [['error', 'warning'], 'error'],
])('the worst of %j is %s', (severities, expected) => {
  expect(worst(severities.map((severity) => ({ severity })))).toBe(expected);
});

test.each([
  [0, 0],
  [5, 1],
  [6, 1],
  [9, 0],
])('with the cursor on line %i problem %i is shown', (line, index) => {
  expect(problemInFront([problem([2, 0], [2, 1]), problem([5, 0], [6, 1])], line)).toBe(index);
});

test('what can be repaired is shown before what follows from it', () => {
  const consequence = problem([3, 0], [3, 8]);
  const cause = {
    ...problem([4, 13], [4, 30], 'warning'),
    fixes: [{ title: 'Move the comment', edits: [] }],
  };
  expect(problemInFront([consequence, cause], 9)).toBe(1);
  expect(problemInFront([consequence, cause], 3)).toBe(0);
});

test.each([
  [undefined, 252],
  [249, 252],
  [252, 252],
  [256, 252],
  [257, 257],
  [260, 257],
])('a machine with systemd %s is judged as systemd %i', (machine, judged) => {
  expect(knownVersion(machine)).toBe(judged);
});

describe('the files around a unit', () => {
  const files = [
    openFile('/u/a.socket', 'A'),
    openFile('/u/a@.service', 'B'),
    openFile('/u/x.sh', 'C'),
  ];

  test('are the other units of the exercise', () => {
    expect(companionsOf('/u/a.socket', files)).toEqual({
      unit: { name: 'a.socket', content: 'A' },
      companions: [{ name: 'a@.service', content: 'B' }],
    });
  });

  test('do not exist for what is no unit, or not written yet', () => {
    expect(companionsOf('/u/x.sh', files)).toBeNull();
    expect(companionsOf('/u/none.socket', files)).toBeNull();
    expect(companionsOf('/u/a.socket', [openFile('/u/a.socket', null)])).toBeNull();
  });
});
