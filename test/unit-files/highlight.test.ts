import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { highlightLine } from '../../src/unit-files/highlight.ts';

function paint(line: string, continued = false): string {
  const { tokens } = highlightLine(line, continued);
  return tokens
    .map(({ start, kind }, index) => {
      const text = line.slice(start, tokens[index + 1]?.start ?? line.length);
      return kind === '' ? text : `<${kind} ${text}>`;
    })
    .join('');
}

const CASES: readonly (readonly [line: string, painted: string])[] = [
  ['[Socket]', '<section [Socket]>'],
  ['Accept=yes', '<key Accept><delimiter =><value yes>'],
  ['  Accept = yes', '  <key Accept> <delimiter =><value  yes>'],
  ['# Accept=yes', '<comment # Accept=yes>'],
  ['; no', '<comment ; no>'],
  ['A=/run/%i.sock', '<key A><delimiter =><value /run/><specifier %i><value .sock>'],
  ['A=%%', '<key A><delimiter =><specifier %%>'],
  ['A=', '<key A><delimiter =>'],
  ['A=b \\', '<key A><delimiter =><value b ><delimiter \\>'],
  ['what', '<stray what>'],
  ['=x', '<stray =x>'],
  ['', ''],
];

describe('highlight', () => {
  test.each(CASES)('%s', (line, painted) => expect(paint(line)).toBe(painted));

  it('follows a continued value over comments to its end', () => {
    expect(highlightLine('A=b \\', false).continued).toBe(true);
    expect(paint('c=d', true)).toBe('<value c=d>');
    expect(highlightLine('# note', true).continued).toBe(true);
    expect(highlightLine('', true).continued).toBe(false);
    expect(highlightLine('A=b \\\\', false).continued).toBe(false);
  });

  it('paints every character once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.boolean(), (line, continued) => {
        const { tokens } = highlightLine(line, continued);
        const starts = tokens.map(({ start }) => start);
        expect(starts).toEqual([...new Set(starts)].sort((a, b) => a - b));
        if (line.length > 0) expect(starts[0]).toBe(0);
        for (const start of starts) expect(start).toBeLessThan(line.length);
      }),
    );
  });
});
