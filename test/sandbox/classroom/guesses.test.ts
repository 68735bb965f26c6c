import { beforeEach, describe, expect, test } from 'vitest';
import { Guesses } from '../../../sandbox/classroom/guesses.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

let now: number;
let guesses: Guesses;
beforeEach(() => {
  now = 0;
  guesses = new Guesses(() => now);
});

const wrong = (address = '10.0.0.1') => guesses.guard(address, async () => undefined);
const right = (address = '10.0.0.1') => guesses.guard(address, async () => 'class');

async function exhaust(address?: string): Promise<void> {
  for (let at = 0; at <= 100; at++) await wrong(address);
}

describe('wrong codes', () => {
  test('a hundred are free; then one waits, even with the right one', async () => {
    await exhaust();
    await expect(right()).rejects.toMatchObject({
      code: 'too-many',
      message: expect.stringContaining('1 second,'),
    });
    now += SECOND;
    expect(await right()).toBe('class');
  });

  test('each one makes the wait longer, up to a minute', async () => {
    await exhaust();
    const waits: number[] = [];
    for (let at = 0; at < 8; at++) {
      const since = now;
      while (await refused()) now += SECOND;
      waits.push((now - since) / SECOND);
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
  });

  test('a thousand at the same time gain nothing over one after the other', async () => {
    const all = await Promise.allSettled(Array.from({ length: 1_000 }, () => wrong()));
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(101);
  });

  test('are forgotten after a quarter of an hour without one', async () => {
    await exhaust();
    now += 15 * MINUTE;
    for (let at = 0; at < 100; at++) await wrong();
    expect(await right()).toBe('class');
  });

  test('of one address are nothing to another', async () => {
    await exhaust();
    expect(await right('10.0.0.2')).toBe('class');
  });

  test('are counted when the look-up breaks', async () => {
    const broken = () =>
      guesses.guard('10.0.0.1', () => Promise.reject(new Error('The database is away.')));
    for (let at = 0; at <= 100; at++) await expect(broken()).rejects.toThrow('away');
    await expect(broken()).rejects.toMatchObject({ code: 'too-many' });
  });
});

test('a thousand right ones from one address all go through: a school has one', async () => {
  for (let at = 0; at < 1_000; at++) expect(await right()).toBe('class');
});

test('what is remembered has a bound, and who guessed last is remembered', async () => {
  await exhaust('10.0.0.1');
  for (let at = 0; at < 9_999; at++) await wrong(`address ${at}`);
  await expect(wrong('10.0.0.1')).rejects.toMatchObject({ code: 'too-many' });
  for (let at = 0; at < 10_000; at++) await wrong(`address ${at}`);
  expect(await right('10.0.0.1')).toBe('class');
});

async function refused(): Promise<boolean> {
  return wrong().then(
    () => false,
    () => true,
  );
}
