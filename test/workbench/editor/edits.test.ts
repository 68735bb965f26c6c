import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyFix, smallestEdit } from '../../../src/workbench/editor/edits.ts';
import { diffLines } from '../../../src/workbench/editor/line-diff.ts';
import { offsetOf, positionAt } from '../../../src/workbench/editor/positions.ts';

const edit = (from: [number, number], to: [number, number], text: string) => ({
  range: {
    start: { line: from[0], column: from[1] },
    end: { line: to[0], column: to[1] },
  },
  text,
});

describe('a fix', () => {
  test.each([
    ['a\nStandardInput=Socket\n', [edit([1, 14], [1, 20], 'socket')], 'a\nStandardInput=socket\n'],
    ['a\r\nb\r\n', [edit([1, 0], [1, 1], 'c')], 'a\r\nc\r\n'],
    ['ab', [edit([0, 0], [0, 1], 'x'), edit([0, 1], [0, 2], 'y')], 'xy'],
    ['ab', [edit([0, 1], [0, 2], 'y'), edit([0, 0], [0, 1], 'x')], 'xy'],
    ['a', [edit([7, 0], [7, 0], '\nb')], 'a\nb'],
    ['a\nb\nc\n', [edit([1, 0], [2, 0], '')], 'a\nc\n'],
  ])('%j', (text, edits, expected) => {
    expect(applyFix(text, { title: '', edits })).toBe(expected);
  });
});

test('the smallest edit turns one text into the other', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (from, to) => {
      const { start, end, text } = smallestEdit(from, to) ?? { start: 0, end: 0, text: '' };
      expect(from.slice(0, start) + text + from.slice(end)).toBe(to);
    }),
  );
});

describe('two texts side by side', () => {
  const show = (left: string, right: string) =>
    diffLines(left, right).map((row) =>
      row.same ? `  ${row.left}` : `${row.left ?? '·'} | ${row.right ?? '·'}`,
    );

  test.each([
    ['a\nb\nc\n', 'a\nx\nc\n', ['  a', 'b | x', '  c']],
    ['a\nc\n', 'a\nb\nc\n', ['  a', '· | b', '  c']],
    ['a\nb\n', '', ['a | ·', 'b | ·']],
    ['', '', []],
    ['a\nb\nc\nd', 'b\nd\ne', ['a | ·', '  b', 'c | ·', '  d', '· | e']],
  ])('%j and %j', (left, right, rows) => {
    expect(show(left, right)).toEqual(rows);
  });

  test('hold every line of both, in order', () => {
    const lines = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 });
    fc.assert(
      fc.property(lines, lines, (left, right) => {
        const rows = diffLines(
          left.map((l) => `${l}\n`).join(''),
          right.map((l) => `${l}\n`).join(''),
        );
        const side = (key: 'left' | 'right') =>
          rows.flatMap((row) => (row[key] === undefined ? [] : [row[key]]));
        expect(side('left')).toEqual(left);
        expect(side('right')).toEqual(right);
        for (const { same, ...row } of rows) if (same) expect(row.left).toBe(row.right);
      }),
    );
  });

  test('far too long to match up are still shown', () => {
    const text = (prefix: string) => Array.from({ length: 3_000 }, (_, n) => prefix + n).join('\n');
    expect(diffLines(text('a'), text('b'))).toHaveLength(3_000);
  });
});

test('places and offsets lead to each other', () => {
  const text = fc.string({ unit: fc.constantFrom('a', '\n', 'é') });
  fc.assert(
    fc.property(text, fc.nat(), (whole, n) => {
      const offset = n % (whole.length + 1);
      expect(offsetOf(whole, positionAt(whole, offset))).toBe(offset);
    }),
  );
  expect(offsetOf('ab\nc', { line: 9, column: 0 })).toBe(4);
  expect(offsetOf('ab\nc', { line: 0, column: 9 })).toBe(2);
});
