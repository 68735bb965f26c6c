import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  apply,
  compose,
  inverse,
  isNothing,
  lengthAfter,
  lengthBefore,
  moved,
  type Operation,
  replacement,
  replacementsOf,
  replacing,
  transform,
} from '../../../src/classroom/editor/operation.ts';

/** Few letters, so that places collide; one of them is a surrogate pair. */
const text = fc.string({ unit: fc.constantFrom('a', 'b', '\n', '💡'), maxLength: 10 });

/** Any operation on `before`, not only one replacement: each unit is kept or removed. */
function operationOn(before: string): fc.Arbitrary<Operation> {
  return fc
    .array(fc.record({ remove: fc.boolean(), insert: fc.oneof(fc.constant(''), text) }), {
      minLength: before.length + 1,
      maxLength: before.length + 1,
    })
    .map((units) =>
      units.reduce<Operation>(
        (operation, { remove, insert }, at) => {
          const length = lengthAfter(operation);
          // From the back, so that earlier places stay where they are.
          const place = before.length - at;
          const end = remove && place < before.length ? place + 1 : place;
          return compose(operation, replacement(length, { start: place, end, text: insert }));
        },
        replacement(before.length, { start: 0, end: 0, text: '' }),
      ),
    );
}

const onOneText = text.chain((before) =>
  fc.tuple(fc.constant(before), operationOn(before), operationOn(before), operationOn(before)),
);

describe('an operation', () => {
  test.each<[string, Operation, string, string]>([
    ['puts in', [1, 'x', 2], 'abc', 'axbc'],
    ['removes', [1, -1, 1], 'abc', 'ac'],
    ['replaces', ['x', -3], 'abc', 'x'],
    ['does nothing', [3], 'abc', 'abc'],
    ['fills what was empty', ['abc'], '', 'abc'],
  ])('%s', (_what, operation, before, after) => {
    expect(apply(operation, before)).toBe(after);
    expect([lengthBefore(operation), lengthAfter(operation)]).toEqual([
      before.length,
      after.length,
    ]);
  });

  test('for another text is refused', () => {
    expect(() => apply([2], 'abc')).toThrow(RangeError);
    expect(() => transform([2], [3])).toThrow(RangeError);
    expect(() => compose([2], [3])).toThrow(RangeError);
  });

  test('written in two ways is the same', () => {
    expect(compose(replacement(3, { start: 1, end: 2, text: 'x' }), [3])).toEqual([1, 'x', -1, 1]);
    expect(isNothing(replacement(3, { start: 1, end: 1, text: '' }))).toBe(true);
    expect(isNothing([])).toBe(true);
  });
});

test('what is taken back was never there, and an operation is its replacements', () => {
  fc.assert(
    fc.property(onOneText, ([before, operation]) => {
      expect(apply(inverse(operation, before), apply(operation, before))).toBe(before);
      expect(replacing(before.length, replacementsOf(operation))).toEqual(
        operation.filter((part) => part !== 0),
      );
    }),
  );
});

test('two in a row are as one', () => {
  const twice = onOneText.chain(([before, first]) =>
    fc.tuple(fc.constant(before), fc.constant(first), operationOn(apply(first, before))),
  );
  fc.assert(
    fc.property(twice, ([before, first, second]) => {
      expect(apply(compose(first, second), before)).toBe(apply(second, apply(first, before)));
    }),
  );
});

test('two at once lead to the same text in either order', () => {
  fc.assert(
    fc.property(onOneText, ([before, a, b]) => {
      const [after, other] = transform(a, b);
      expect(apply(other, apply(a, before))).toBe(apply(after, apply(b, before)));
    }),
    { numRuns: 1_000 },
  );
});

test('what one of two puts in is there whatever the other does', () => {
  const letters = (operation: Operation) =>
    operation.filter((part) => typeof part === 'string').join('').length;
  fc.assert(
    fc.property(onOneText, ([before, a, b]) => {
      const [, other] = transform(a, b);
      expect(letters(other)).toBe(letters(b));
      const both = apply(other, apply(a, before));
      const kept = both.length - letters(a) - letters(b);
      // Nothing is removed twice, and nothing that neither removed is missing.
      const removed = (operation: Operation) =>
        before.length - (lengthAfter(operation) - letters(operation));
      expect(before.length - kept).toBeLessThanOrEqual(removed(a) + removed(b));
      expect(before.length - kept).toBeGreaterThanOrEqual(Math.max(removed(a), removed(b)));
    }),
  );
});

describe('a place in the text', () => {
  test.each<[number, Operation, number]>([
    [0, ['xx', 3], 2],
    [1, [2, 'xx', 1], 1],
    [2, [2, 'xx', 1], 4],
    [3, [1, -2], 1],
    [2, [-3], 0],
    [2, [-1, 2], 1],
  ])('%i after %j is %i', (offset, operation, place) => {
    expect(moved(offset, operation)).toBe(place);
  });

  test('is never outside of it', () => {
    fc.assert(
      fc.property(onOneText, fc.nat(20), ([before, a], offset) => {
        const place = moved(Math.min(offset, before.length), a);
        expect(place).toBeGreaterThanOrEqual(0);
        expect(place).toBeLessThanOrEqual(lengthAfter(a));
      }),
    );
  });
});
