import { describe, expect, test } from 'vitest';
import { barView, isOpen } from '../../../src/classroom/learner/bar-view.ts';
import { after, type ClassState } from '../../../src/classroom/live/state.ts';
import type { Gate } from '../../../src/schemas/classroom/class.ts';
import type { LearnerView } from '../../../src/schemas/classroom/learner.ts';
import { ECHO, learner } from '../class-of.ts';
import { CLASS, snapshot } from '../class-view.ts';

const NOW = 1_000_000_000;
const STATES = { ...ECHO, lesson: 'first-socket/states', title: 'States', exercise: 'states' };

function view(given: Partial<LearnerView> = {}, gate: Gate = { open: true }, at = ECHO.lesson) {
  const lessons = [ECHO, { ...STATES, gate }];
  const state = after(null, snapshot({ class: { ...CLASS, lessons } })) as ClassState;
  return barView(state, learner('mira', given), at, NOW);
}

const passed = (exercise: string) => ({
  [exercise]: Object.fromEntries(
    ECHO.checks.map(({ id }) => [
      id,
      { state: 'fail' as const, tries: 1, since: 0, firstPassAt: 5 },
    ]),
  ),
});

test('a class that is over keeps nobody waiting', () => {
  const lessons = [{ ...ECHO, gate: { open: false } }];
  const archived = { ...CLASS, lessons, archivedAt: NOW };
  const state = after(null, snapshot({ class: archived })) as ClassState;
  expect(barView(state, learner('mira'), ECHO.lesson, NOW)).toMatchObject({
    over: true,
    step: 'This lab is over. You can go on by yourself.',
    wait: null,
  });
});

describe('the bar of a class', () => {
  test.each<[string, ReturnType<typeof view>, string]>([
    ['the next lesson', view(), 'Lesson 1 of 2. Next: States'],
    [
      'a next lesson that waits',
      view({}, { open: false }),
      'Lesson 1 of 2. Next: States (not open yet)',
    ],
    ['the last lesson', view({}, { open: true }, STATES.lesson), 'Lesson 2 of 2. The last one.'],
    [
      'a lesson that is not of the class',
      view({}, { open: true }, 'other/one'),
      `Next: ${ECHO.title}`,
    ],
    [
      'one that was passed once, whatever it shows now',
      view({ checks: passed('demo-echo') }, { open: true }, 'other/one'),
      'Next: States',
    ],
    [
      'nothing left',
      view(
        { checks: { ...passed('demo-echo'), ...passed('states') } },
        { open: true },
        'other/one',
      ),
      'All lessons of the lab are done.',
    ],
  ])('says what comes: %s', (_, { step }, words) => {
    expect(step).toBe(words);
  });

  test.each<[Gate, boolean]>([
    [{ open: true }, true],
    [{ open: false }, false],
    [{ open: false, opensAt: NOW }, true],
    [{ open: false, opensAt: NOW + 1 }, false],
  ])('a gate %j is open: %s', (gate, open) => {
    expect(isOpen(gate, NOW)).toBe(open);
    expect(view({}, gate, STATES.lesson).wait === null).toBe(open);
  });

  test('lists what was asked for and what is shared, and not what is over', () => {
    const grant = { mode: 'view' as const, by: 'Ines', at: 0, watching: false };
    const shares = {
      files: { ...grant, state: 'given' as const, until: NOW },
      terminal: { ...grant, state: 'asked' as const },
    };
    expect(view({ shares }).asks.map(({ what }) => what)).toEqual(['terminal']);
    expect(view({ shares }).given).toEqual([]);
    const files = { ...shares.files, until: NOW + 1 };
    expect(view({ shares: { ...shares, files } }).given.map(({ what }) => what)).toEqual(['files']);
  });

  test('screens are dimmed until the time that was set, not longer', () => {
    const dimmed = (until: number) => {
      const state = after(null, snapshot({ eyesUp: { until, by: 'Ines', text: '' } }));
      return barView(state as ClassState, learner('mira'), null, NOW).eyesUp !== null;
    };
    expect([dimmed(NOW + 1), dimmed(NOW)]).toEqual([true, false]);
  });
});
