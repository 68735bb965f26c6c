import { describe, expect, test } from 'vitest';
import { BootTimes, line, places } from '../../../sandbox/sessions/queue.ts';

const ending = (...times: number[]) => times.map((endsAt) => ({ endsAt }));
const of = (share: string, member: string, endsAt = 0) => ({
  endsAt,
  share: { of: share, member },
});

describe('the queue for any machine', () => {
  const told = (count: number, endings: number[], now: number) => {
    const waiting = Array.from({ length: count }, () => ({}));
    return [...places(waiting, ending(...endings), new Set(), 10, now).values()];
  };

  test('the n-th in it waits for the n-th machine that becomes free', () => {
    expect(told(3, [900, 500, 700], 400)).toEqual([
      { position: 1, estimateMs: 110 },
      { position: 2, estimateMs: 310 },
      { position: 3, estimateMs: 510 },
    ]);
  });

  test('more learners than machines: the last estimate is the latest ending', () => {
    expect(told(2, [500], 600).map(({ estimateMs }) => estimateMs)).toEqual([10, 10]);
    expect(told(0, [500], 600)).toEqual([]);
  });

  test('lets the first in as soon as there is room', () => {
    const [first, second] = [{}, {}];
    const room = (machines: number) => ({ machines, members: () => 0 });
    expect(line([first, second], ending(1), room(2)).next).toBe(first);
    expect(line([first, second], ending(1), room(1)).next).toBeUndefined();
  });
});

describe('the queue of a class', () => {
  const room = { machines: 10, members: () => 2 };

  test('holds nobody else up', () => {
    const [third, alone] = [of('echo', 'tove'), {}];
    const holding = [of('echo', 'mira', 900), of('echo', 'adam', 500)];
    const { next, held } = line([third, alone], holding, room);
    expect(next).toBe(alone);
    expect(places([third, alone], holding, held, 10, 400).get(third)).toEqual({
      position: 1,
      estimateMs: 110,
      queue: 'class',
    });
  });

  test('counts learners: another machine of the same one takes no place', () => {
    const again = of('echo', 'mira');
    const holding = [of('echo', 'mira'), of('echo', 'mira'), of('echo', 'adam')];
    expect(line([again], holding, room).next).toBe(again);
    expect(line([of('echo', 'tove')], holding, room).next).toBeUndefined();
    const other = of('other', 'tove');
    expect(line([other], holding, room).next).toBe(other);
  });

  test('is no way past those who wait for any machine', () => {
    const full = { machines: 2, members: () => 5 };
    const [alone, classmate] = [{}, of('echo', 'tove')];
    const holding = [of('echo', 'mira', 900), of('echo', 'adam', 500)];
    const { next, held } = line([alone, classmate], holding, full);
    expect(next).toBeUndefined();
    const told = places([alone, classmate], holding, held, 10, 400);
    expect([told.get(alone)?.position, told.get(classmate)?.position]).toEqual([1, 2]);
    expect(told.get(classmate)?.queue).toBeUndefined();
  });
});

test('the boot estimate is the median of the latest boots', () => {
  const times = new BootTimes(2_000);
  expect(times.median).toBe(2_000);
  for (const ms of [300, 9_000, 400]) times.add(ms);
  expect(times.median).toBe(400);
  for (let boot = 0; boot < 9; boot += 1) times.add(100);
  expect(times.median).toBe(100);
});
