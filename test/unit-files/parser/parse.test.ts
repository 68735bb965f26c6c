import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineIndex, valueSpan } from '../../../src/unit-files/parser/document.ts';
import { physicalLines } from '../../../src/unit-files/parser/lines.ts';
import { parseUnitFile } from '../../../src/unit-files/parser/parse.ts';

/** Items of a file in short: `LINE [section]`, `LINE section/key=value`, `LINE #`, `LINE !flaw`. */
function items(text: string): string[] {
  return parseUnitFile(text).items.map((item) => {
    if (item.kind === 'section')
      return `${item.line} [${item.name}]${item.flaw ? `!${item.flaw}` : ''}`;
    if (item.kind === 'comment') return `${item.line} #`;
    if (item.kind === 'stray') return `${item.line} !${item.flaw}`;
    return `${item.line} ${item.section ?? ''}/${item.key}=${item.value}`;
  });
}

describe('lines', () => {
  it.each([
    ['a\nb', ['a', 'b']],
    ['a\r\nb\r\n', ['a', 'b']],
    ['a\n\rb', ['a', 'b']],
    ['a\rb', ['a', 'b']],
    ['a\n\nb', ['a', '', 'b']],
    ['a\r\rb', ['a', '', 'b']],
    ['a\0b', ['a', 'b']],
    ['a\0\nb', ['a', '', 'b']],
    ['a\n\0b', ['a', 'b']],
    ['a\r\n\0b', ['a', 'b']],
    ['a\r\n\0\0b', ['a', '', 'b']],
    ['', []],
    ['\n', ['']],
  ])('%j are %j', (text, expected) => {
    const lines = [...physicalLines(text)];
    expect(lines.map(({ start, end }) => text.slice(start, end))).toEqual(expected);
    expect(lines.map(({ number }) => number)).toEqual(expected.map((_, index) => index + 1));
  });
});

describe('items', () => {
  it.each([
    ['[Unit]\nA=b', ['1 [Unit]', '2 Unit/A=b']],
    ['  [Unit]  \n\tA = b c \t', ['1 [Unit]', '2 Unit/A=b c']],
    ['A=b', ['1 /A=b']],
    ['# c\n ; c', ['1 #', '2 #']],
    ['A=b # c', ['1 /A=b # c']],
    ['A=b=c', ['1 /A=b=c']],
    ['A=', ['1 /A=']],
    ['A', ['1 !missing-equals']],
    ['=b', ['1 !missing-key']],
    ['[Unit', ['1 [Unit]!unclosed-header']],
    ['[', ['1 []!unclosed-header']],
    ['[]', ['1 []']],
    ['[a"b]', ['1 [a"b]!unsafe-header']],
    ['[a\\b]', ['1 [a\\b]!unsafe-header']],
    ['[Unit] x', ['1 [Unit] x]!unclosed-header']],
    ['A=\udcff', ['1 !invalid-utf8']],
    ['#\udcff', ['1 #']],
    ['\ufeff[Unit]', ['1 [Unit]']],
    ['\ufeff# c', ['1 !missing-equals']],
    ['\n\ufeffA=b', ['2 /A=b']],
    ['\ufeffA=b\n\ufeffC=d', ['1 /A=b', '2 /\ufeffC=d']],
  ])('%j has %j', (text, expected) => {
    expect(items(text)).toEqual(expected);
  });

  it.each([
    ['A=b \\\nc', ['2 /A=b  c']],
    ['A=b\\\n\n', ['2 /A=b']],
    ['A=b \\\n# c\n  d', ['2 #', '3 /A=b    d']],
    ['A=b \\\n; c\\\nd', ['2 #', '3 /A=b  d']],
    ['A=b\\\\\nC=d', ['1 /A=b\\\\', '2 /C=d']],
    ['A=b\\', ['2 /A=b']],
    ['A\\\n=b', ['2 /A=b']],
    ['[Un\\\nit]', ['2 [Un it]']],
    ['A=b \\\r\nc', ['2 /A=b  c']],
    ['\\\nA=b', ['2 /A=b']],
  ])('continued: %j has %j', (text, expected) => {
    expect(items(text)).toEqual(expected);
  });

  it('refuses lines of 1 MiB and joined lines beyond it', () => {
    const mega = 'x'.repeat(1024 * 1024);
    expect(items(`A=1\n${mega}\nB=2`)).toEqual(['1 /A=1', '2 !too-long', '3 /B=2']);
    expect(items(mega.slice(1))).toEqual(['1 !missing-equals']);
    const half = mega.slice(0, 1024 * 512);
    expect(items(`A=${half}\\\n${half}`)).toEqual(['2 !too-long']);
  });

  it('takes any text, keeps spans inside it and in order', () => {
    const piece = fc.constantFrom(
      '[',
      ']',
      '=',
      '\\',
      '\n',
      '\r',
      '\0',
      ' ',
      '#',
      'a',
      '\ufeff',
      '"',
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 40 }).map((parts) => parts.join('')),
        (text) => {
          for (const item of parseUnitFile(text).items) {
            expect(item.span.start).toBeGreaterThanOrEqual(0);
            expect(item.span.end).toBeGreaterThanOrEqual(item.span.start);
            expect(item.span.end).toBeLessThanOrEqual(text.length);
          }
        },
      ),
    );
  });
});

describe('places', () => {
  it('finds pieces of a continued value in the text', () => {
    const text = '[Service]\nExecStart=/bin/a \\\n  # c\n  one two\n';
    const [, , item] = parseUnitFile(text).items;
    if (item?.kind !== 'assignment') throw new Error('The setting is there.');
    const at = item.value.indexOf('two');
    const span = valueSpan(item, at, at + 3);
    expect(text.slice(span.start, span.end)).toBe('two');
    expect(text.slice(item.keySpan.start, item.keySpan.end)).toBe('ExecStart');
  });

  it('finds every part of every value', () => {
    const piece = fc.constantFrom('K=', 'ab', ' ', '\\\n', '\n', '# c\n', '\\', '\t', 'é');
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 20 }).map((parts) => parts.join('')),
        (text) => {
          for (const item of parseUnitFile(text).items) {
            if (item.kind !== 'assignment') continue;
            for (const [index, character] of [...item.value].entries()) {
              const { start, end } = valueSpan(item, index, index + 1);
              const there = text.slice(start, end);
              expect(there === character || (character === ' ' && there === '\\')).toBe(true);
            }
          }
        },
      ),
    );
  });

  it('counts lines and columns as editors do', () => {
    const index = new LineIndex('a\r\nb\rc\nd');
    expect([0, 3, 5, 7].map((offset) => index.position(offset))).toEqual([
      { line: 0, column: 0 },
      { line: 1, column: 0 },
      { line: 2, column: 0 },
      { line: 3, column: 0 },
    ]);
    expect(index.offset({ line: 2, column: 1 })).toBe(6);
    expect(index.offset({ line: 9, column: 0 })).toBe(8);
  });
});
