import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inlineParts } from '../../src/components/lesson/inline-code.ts';
import { unitTokens } from '../../src/components/lesson/unit-tokens.ts';

const kinds = (line: string) => unitTokens(line).map(({ kind, text }) => `${kind}:${text}`);

describe('colours of a unit file', () => {
  test.each([
    ['[Socket]', ['sec:[Socket]']],
    ['ListenStream=9091', ['key:ListenStream', 'eq:=', 'val:9091']],
    ['Accept=', ['key:Accept', 'eq:=']],
    ['ExecStart=/bin/echo %i x', ['key:ExecStart', 'eq:=', 'val:/bin/echo ', 'spec:%i', 'val: x']],
    ['# a=b', ['com:# a=b']],
    ['; a=b', ['com:; a=b']],
    ['ListenStream=/run/x # no comment', ['key:ListenStream', 'eq:=', 'val:/run/x # no comment']],
    ['no key', ['text:no key']],
    ['', []],
  ])('%j', (line, expected) => {
    expect(kinds(line)).toEqual(expected);
  });

  test('leave the line as it is', () => {
    fc.assert(
      fc.property(fc.string(), (line) => {
        expect(
          unitTokens(line)
            .map(({ text }) => text)
            .join(''),
        ).toBe(line);
      }),
    );
  });
});

describe('code in a sentence', () => {
  test.each([
    ['plain', ['plain']],
    ['`cat` reads', ['<cat>', ' reads']],
    ['a `b` c `d`', ['a ', '<b>', ' c ', '<d>']],
    ['a ` b', ['a ` b']],
    ['`a` and ` b', ['<a>', ' and ` b']],
  ])('%j', (source, expected) => {
    expect(inlineParts(source).map(({ text, code }) => (code ? `<${text}>` : text))).toEqual(
      expected,
    );
  });
});
