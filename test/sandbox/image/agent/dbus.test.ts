import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { compileWith } from './compile.ts';
import { encodeReply, expectedJson, signatureOf, type Typed } from './dbus-message.ts';

let program: string;

beforeAll(() => {
  const main = fileURLToPath(new URL('decode.c', import.meta.url));
  program = compileWith(main, ['dbus.c', 'dbus_json.c', 'json.c', 'buffer.c']);
});

/** What the agent's reader makes of each message: parsed JSON, or undefined where it refuses. */
function decodeAll(messages: readonly Uint8Array[]): unknown[] {
  const input = messages.flatMap((message) => {
    const length = Buffer.alloc(4);
    length.writeUInt32LE(message.length);
    return [length, message];
  });
  const options = { input: Buffer.concat(input), maxBuffer: 2 ** 28 };
  const lines = execFileSync(program, options).toString('utf8').trimEnd().split('\n');
  return lines.map((line) => (line === 'bad' ? undefined : JSON.parse(line)));
}

const text = fc.string({ unit: 'grapheme', maxLength: 12 }).map((s) => s.replaceAll('\0', ''));

const { typed } = fc.letrec<{ typed: Typed; basic: Typed }>((tie) => ({
  basic: fc.oneof(
    fc.record({ type: fc.constant('y' as const), value: fc.nat({ max: 255 }) }),
    fc.record({ type: fc.constant('n' as const), value: fc.integer({ min: -32768, max: 32767 }) }),
    fc.record({ type: fc.constant('q' as const), value: fc.nat({ max: 65535 }) }),
    fc.record({ type: fc.constant('i' as const), value: fc.integer() }),
    fc.record({ type: fc.constant('u' as const), value: fc.nat({ max: 2 ** 32 - 1 }) }),
    fc.record({ type: fc.constant('b' as const), value: fc.boolean() }),
    fc.record({
      type: fc.constant('x' as const),
      value: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    }),
    fc.record({
      type: fc.constant('t' as const),
      value: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
    }),
    fc.record({
      type: fc.constant('d' as const),
      value: fc.double().map((d) => (d === 0 ? 0 : d)),
    }),
    fc.record({ type: fc.constantFrom('s' as const, 'o' as const), value: text }),
    fc.record({ type: fc.constant('g' as const), value: fc.constantFrom('', 's', 'a{sv}') }),
  ),
  typed: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    tie('basic'),
    fc.record({ type: fc.constant('v' as const), value: tie('typed') }),
    fc.record({
      type: fc.constant('(' as const),
      value: fc.array(tie('typed'), { minLength: 1, maxLength: 4 }),
    }),
    // All elements of an array have one type: repeat one value, or none of it.
    fc.tuple(tie('typed'), fc.nat({ max: 3 })).map(
      ([value, count]): Typed => ({
        type: 'a',
        element: signatureOf(value),
        value: Array.from({ length: count }, () => value),
      }),
    ),
    fc
      .tuple(
        fc.uniqueArray(fc.string({ minLength: 1, maxLength: 5 }), { maxLength: 3 }),
        tie('typed'),
      )
      .map(
        ([keys, value]): Typed => ({
          type: 'a',
          element: `{s${signatureOf(value)}}`,
          value: keys.map((key) => ({ type: '{', key: { type: 's', value: key }, value })),
        }),
      ),
    fc.tuple(tie('basic'), tie('typed')).map(
      ([key, value]): Typed => ({
        type: 'a',
        element: `{${signatureOf(key)}${signatureOf(value)}}`,
        value: [{ type: '{', key, value }],
      }),
    ),
  ),
}));

const reply = fc.array(typed, { maxLength: 4 });

describe('a D-Bus message', () => {
  it('becomes the JSON of its values', () => {
    fc.assert(
      fc.property(fc.array(reply, { minLength: 50, maxLength: 50 }), (replies) => {
        const decoded = decodeAll(replies.map(encodeReply));
        // Through JSON, as -0 and __proto__ are there what they are.
        const expected = replies.map((values) =>
          JSON.parse(JSON.stringify(values.map(expectedJson))),
        );
        expect(decoded).toEqual(expected);
      }),
      { numRuns: 20 },
    );
  });

  it.each<[string, Typed, unknown]>([
    ['2^53', { type: 't', value: 2n ** 53n }, 2 ** 53],
    ['beyond 2^53', { type: 't', value: 2n ** 53n + 1n }, '9007199254740993'],
    ['infinity', { type: 't', value: 2n ** 64n - 1n }, '18446744073709551615'],
    ['the least', { type: 'x', value: -(2n ** 63n) }, '-9223372036854775808'],
    [
      'an InvocationID',
      { type: 'a', element: 'y', value: [0, 10, 255].map((value) => ({ type: 'y', value })) },
      '000aff',
    ],
    [
      'LoadError',
      {
        type: '(',
        value: [
          { type: 's', value: 'org.freedesktop.systemd1.NoSuchUnit' },
          { type: 's', value: 'Unit x.service not found.' },
        ],
      },
      ['org.freedesktop.systemd1.NoSuchUnit', 'Unit x.service not found.'],
    ],
    ['no number', { type: 'd', value: Number.NaN }, 'nan'],
  ])('%s', (_, value, json) => {
    expect(decodeAll([encodeReply([{ type: 'v', value }])])).toEqual([[json]]);
  });

  it('cut anywhere, or with any byte changed, is refused or read, never more', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(reply, fc.nat(), fc.nat({ max: 255 }), fc.boolean()), {
          minLength: 200,
          maxLength: 200,
        }),
        (cases) => {
          const broken = cases.map(([values, place, byte, cut]) => {
            const message = encodeReply(values);
            if (cut) return message.subarray(0, place % message.length);
            message[place % message.length] = byte;
            return message;
          });
          expect(decodeAll(broken).length).toBe(cases.length);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('of containers without end is refused', () => {
    let value: Typed = { type: 'y', value: 1 };
    for (let depth = 0; depth < 60; depth++) value = { type: 'v', value };
    expect(decodeAll([encodeReply([value])])).toEqual([undefined]);
  });
});
