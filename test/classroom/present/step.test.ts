import { describe, expect, test } from 'vitest';
import { rowOf } from '../../../src/classroom/grid/rows.ts';
import { clockFace } from '../../../src/classroom/present/Countdown.tsx';
import { classStep, progressOf } from '../../../src/classroom/present/step.ts';
import { ECHO, learner } from '../class-of.ts';

/** Learners who passed so many checks each; a minus for those who are away. */
const rows = (...passed: number[]) =>
  passed.map((count, at) =>
    rowOf(
      learner(`l${at}`, {
        online: count >= 0 && !Object.is(count, -0),
        checks: {
          'demo-echo': Object.fromEntries(
            ECHO.checks
              .slice(0, Math.abs(count))
              .map(({ id }) => [id, { state: 'pass' as const, tries: 0, since: 0 }]),
          ),
        },
      }),
      ECHO,
      0,
    ),
  );
const step = (...passed: number[]) => classStep(progressOf(rows(...passed), ECHO.checks.length));

describe('the step the class is at', () => {
  test.each([
    [[], 0],
    [[0, 0, 0, 0], 0],
    [[1, 1, 0, 0], 0],
    [[1, 1, 1, 0], 1],
    [[9, 9, 9, 2], null],
    [[4, 4, 4, -0, -0, -0], 4],
    [[4, 4, -2, -2], 2],
  ])('%j have passed: %s', (passed, at) => {
    expect(step(...passed)).toBe(at);
  });
});

test.each([
  [65_000, '1:05'],
  [64_001, '1:05'],
  [3_729_000, '1:02:09'],
  [0, '0:00'],
  [-5_000, '0:00'],
])('%i ms on the clock: %s', (ms, face) => {
  expect(clockFace(ms)).toBe(face);
});
