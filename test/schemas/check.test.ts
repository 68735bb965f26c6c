import { describe, expect, test } from 'vitest';
import { en } from 'zod/locales';
import * as z from 'zod/mini';
import { Check } from '../../src/schemas/check.ts';
import { Exercise } from '../../src/schemas/exercise.ts';

const UNIT = {
  id: 'listening',
  title: 'The socket listens',
  kind: 'unit',
  unit: 'demo-echo.socket',
  properties: { SubState: 'listening' },
};
const ECHO = { id: 'echo', title: 'Echo', kind: 'connect', to: { tcp: '127.0.0.1', port: 9091 } };

function complaint(schema: z.ZodMiniType, value: unknown): string {
  const parsed = schema.safeParse(value, { error: en().localeError });
  return parsed.success ? '' : z.prettifyError(parsed.error);
}

describe('a check', () => {
  test('fills in what is left out', () => {
    expect(Check.parse(ECHO)).toMatchObject({
      needs: [],
      hints: [],
      when: [],
      times: 1,
      send: '<nonce>\n',
      expect: 'echo',
      timeoutMs: 3_000,
    });
  });

  test.each<[string, object, RegExp]>([
    ['an unknown kind', { ...UNIT, kind: 'units' }, /kind is none of unit, listener/],
    ['an unknown field', { ...UNIT, propertys: {} }, /Unrecognized key: "propertys"/],
    ['an id with blanks', { ...UNIT, id: 'A b' }, /is no id: lower case words[\s\S]*at id/],
    ['a unit without its type', { ...UNIT, unit: 'demo-echo' }, /write it in full, for example/],
    [
      'a property in lower case',
      { ...UNIT, properties: { substate: 'x' } },
      /at properties\.substate/,
    ],
    [
      'a condition of two parts',
      { ...UNIT, properties: { SubState: { not: 'a', matches: 'b' } } },
      /SubState/,
    ],
    [
      'a broken regular expression',
      { ...UNIT, properties: { SubState: { matches: '(' } } },
      /is not a regular expression[\s\S]*at properties\.SubState\.matches/,
    ],
    ['a hint for nothing', { ...UNIT, when: [{ hint: 'x' }] }, /has no condition: give observed/],
    [
      'an observed value this kind does not have',
      { ...ECHO, when: [{ observed: { outcom: 'refused' }, hint: 'x' }] },
      /Unrecognized key: "outcom"[\s\S]*at when\[0\]\.observed/,
    ],
    ['a target of no kind', { ...ECHO, to: { tcp: '127.0.0.1' } }, /is no target: write \{ tcp/],
    ['a port out of range', { ...ECHO, to: { tcp: '::1', port: 65_536 } }, /at to/],
    [
      'a command by its bare name',
      { id: 'a', title: 'A', kind: 'command', argv: ['id'] },
      /is no absolute path[\s\S]*at argv\[0\]/,
    ],
  ])('%s is refused', (_, value, expected) => {
    expect(complaint(Check, value)).toMatch(expected);
  });
});

describe('an exercise', () => {
  const exercise = (...checks: object[]) => ({ id: 'x', title: 'X', files: [], checks });

  test.each<[string, object[], RegExp]>([
    ['two checks of one id', [UNIT, UNIT], /a second check has the id listening[\s\S]*checks\[1\]/],
    [
      'a need that stands below',
      [{ ...UNIT, needs: ['echo'] }, ECHO],
      /needs echo, which is no check above this one[\s\S]*checks\[0\]/,
    ],
    [
      'a delta around something else',
      [
        UNIT,
        {
          id: 'd',
          title: 'D',
          kind: 'delta',
          around: 'listening',
          unit: 'a.socket',
          property: 'NAccepted',
          by: 1,
        },
      ],
      /is around listening, which is no connect check above it/,
    ],
    ['no checks at all', [], /checks/],
  ])('with %s is refused', (_, checks, expected) => {
    expect(complaint(Exercise, exercise(...checks))).toMatch(expected);
  });

  test('takes needs that stand above', () => {
    expect(complaint(Exercise, exercise(UNIT, { ...ECHO, needs: ['listening'] }))).toBe('');
  });
});
