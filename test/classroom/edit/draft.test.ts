import { describe, expect, test } from 'vitest';
import {
  type Draft,
  draftOf,
  localTime,
  moved,
  NEW_CLASS,
  problems,
  specOf,
} from '../../../src/classroom/edit/draft.ts';
import { ClassSpec } from '../../../src/schemas/classroom/class.ts';
import { CLASS } from '../class-view.ts';

const AT = Date.UTC(2026, 10, 28, 10, 30);
const draft = (given: Partial<Draft> = {}): Draft => ({
  ...NEW_CLASS,
  title: 'Sockets',
  lessons: [{ lesson: 'first-socket/demo-echo', open: true, opensAt: '', notes: '' }],
  ...given,
});

describe('the form of a class', () => {
  test('a class survives being edited without a change', () => {
    const [echo] = CLASS.lessons;
    if (!echo) throw new Error('no lesson');
    const view = {
      ...CLASS,
      startsAt: AT,
      endsAt: AT + 3_600_000,
      lessons: [{ ...echo, gate: { open: false, opensAt: AT }, notes: 'Ask who knows inetd.' }],
    };
    const spec = specOf(draftOf(view));
    expect(ClassSpec.safeParse(spec).success).toBe(true);
    expect(spec).toMatchObject({ title: view.title, startsAt: AT, endsAt: AT + 3_600_000 });
    expect(spec.lessons).toEqual([
      {
        lesson: echo.lesson,
        gate: { open: false, opensAt: AT },
        notes: 'Ask who knows inetd.',
      },
    ]);
  });

  test.each<[string, Partial<Draft>, string[]]>([
    ['a good one', {}, []],
    ['no title', { title: '  ' }, ['title']],
    ['no lesson', { lessons: [] }, ['lessons']],
    ['an end before the start', { startsAt: localTime(AT), endsAt: localTime(AT - 1) }, ['endsAt']],
    ['more prepared than allowed', { warmMachines: 40, maxMachines: 30 }, ['warmMachines']],
  ])('%s', (_, given, wrong) => {
    expect(Object.keys(problems(draft(given)))).toEqual(wrong);
  });

  test('an open lesson has no time of opening, and an unreadable time is none', () => {
    const lesson = { lesson: 'a/b', open: true, opensAt: localTime(AT), notes: ' ' };
    expect(specOf(draft({ lessons: [lesson], startsAt: 'soon' }))).not.toHaveProperty('startsAt');
    expect(specOf(draft({ lessons: [lesson] })).lessons).toEqual([
      { lesson: 'a/b', gate: { open: true } },
    ]);
  });

  test.each([
    [0, 1, 'bac'],
    [2, -1, 'acb'],
    [0, -1, 'abc'],
    [2, 1, 'abc'],
    [9, 1, 'abc'],
  ] as const)('moving %i by %i', (from, by, order) => {
    expect(moved(['a', 'b', 'c'], from, by).join('')).toBe(order);
  });
});
