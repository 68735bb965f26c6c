import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasColumns, markFields } from '../../src/components/lesson/fields.ts';

const says = (...matches: string[]) => matches.map((match) => ({ match, says: `about ${match}` }));

describe('explained fields', () => {
  test('are cut out where they first stand, in the order of the text', () => {
    const { segments, explanations } = markFields('a=1 b=2 a=1', says('b=2', 'a=1'));
    expect(segments).toEqual([
      { text: 'a=1', field: 0 },
      { text: ' ' },
      { text: 'b=2', field: 1 },
      { text: ' a=1' },
    ]);
    expect(explanations.map(({ match }) => match)).toEqual(['a=1', 'b=2']);
  });

  test.each([
    ['that do not occur', ['c=3'], /"c=3" does not occur/],
    ['that overlap', ['a=1 b', 'b=2'], /"b=2" overlaps/],
  ])('%s are a mistake', (_, matches, message) => {
    expect(() => markFields('a=1 b=2', says(...matches))).toThrow(message);
  });

  test('nothing of the text is lost', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 60 });
    fc.assert(
      fc.property(text, fc.nat(), fc.integer({ min: 1, max: 9 }), (source, at, length) => {
        const start = source.length === 0 ? 0 : at % source.length;
        const match = source.slice(start, start + length);
        const { segments } = markFields(source, match ? says(match) : []);
        expect(segments.map((segment) => segment.text).join('')).toBe(source);
      }),
    );
  });
});

describe('an output', () => {
  test.each([
    ['LISTEN         UNIT       ACTIVATES\n127.0.0.1:7080 app.socket app.service', true],
    ['State  Recv-Q Send-Q Local Address:Port Peer Address:PortProcess', true],
    ['LISTEN 0      4096   127.0.0.1:7107 0.0.0.0:*', true],
    ['● app.socket - Front door\n     Loaded: loaded', false],
    ['enabled\nstatic', false],
    ['', false],
  ])('is in columns when its first line is: %j', (text, columns) => {
    expect(hasColumns(text)).toBe(columns);
  });
});
