import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { subordinateIdLine } from '../../../sandbox/setup/host-settings.mjs';

describe('the line for /etc/subuid', () => {
  it.each([
    ['an empty file', '', 'containers:1048576:65536000'],
    ['ranges of people', 'ana:100000:65536\nbo:165536:65536\n', 'containers:1048576:65536000'],
    ['a range in the way', 'ana:1000000:900000\n', 'containers:1900544:65536000'],
    ['too few of its own', 'containers:2000000:65536\n', 'containers:2097152:65536000'],
    ['enough of its own', 'containers:1000000:64000000\n', undefined],
    ['lines that are no ranges', '# note\n\nbroken:line\n', 'containers:1048576:65536000'],
    ['no ids left', 'ana:100000:4294867000\n', undefined],
    ['nearly no ids left', 'ana:100000:4294000000\n', 'containers:4294115328:786432'],
  ])('%s', (_, text, expected) => {
    expect(subordinateIdLine(text, 'containers')).toBe(expected);
  });

  it('never overlaps a range that is there, and suffices from then on', () => {
    const range = fc.record({
      first: fc.integer({ min: 0, max: 200_000_000 }),
      count: fc.integer({ min: 1, max: 100_000_000 }),
    });
    fc.assert(
      fc.property(fc.array(range, { maxLength: 8 }), (ranges) => {
        const text = ranges.map(({ first, count }, i) => `u${i}:${first}:${count}\n`).join('');
        const line = subordinateIdLine(text, 'containers') ?? '';
        const [, start = 0, size = 0] = line.split(':').map(Number);
        for (const { first, count } of ranges) {
          expect(start + size <= first || first + count <= start).toBe(true);
        }
        expect(subordinateIdLine(`${text}${line}\n`, 'containers')).toBeUndefined();
      }),
    );
  });
});
