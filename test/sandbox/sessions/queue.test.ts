import { expect, test } from 'vitest';
import { BootTimes, places } from '../../../sandbox/sessions/queue.ts';

test('the n-th in the queue waits for the n-th machine that becomes free', () => {
  expect(places(3, [900, 500, 700], 10, 400)).toEqual([
    { position: 1, estimateMs: 110 },
    { position: 2, estimateMs: 310 },
    { position: 3, estimateMs: 510 },
  ]);
});

test('more learners than machines: the last estimate is the latest ending', () => {
  expect(places(2, [500], 10, 600).map(({ estimateMs }) => estimateMs)).toEqual([10, 10]);
  expect(places(0, [500], 10, 600)).toEqual([]);
});

test('the boot estimate is the median of the latest boots', () => {
  const times = new BootTimes(2_000);
  expect(times.median).toBe(2_000);
  for (const ms of [300, 9_000, 400]) times.add(ms);
  expect(times.median).toBe(400);
  for (let boot = 0; boot < 9; boot += 1) times.add(100);
  expect(times.median).toBe(100);
});
