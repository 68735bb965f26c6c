import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { after, type ClassState, lessonInFocus } from '../../../src/classroom/live/state.ts';
import type { ClassEvent, ClassFrame } from '../../../src/schemas/classroom/live.ts';
import { ECHO, learner } from '../class-of.ts';
import { CLASS, snapshot } from '../class-view.ts';

const event = (seq: number, of: ClassEvent): ClassFrame => ({ t: 'event', seq, now: 0, event: of });
const play = (frames: readonly ClassFrame[], from: ClassState | null = null) =>
  frames.reduce<ClassState | null>(after, from);

const anyEvent: fc.Arbitrary<ClassEvent> = fc.oneof(
  fc.record({ id: fc.constantFrom('a', 'b', 'c'), hints: fc.nat(9) }).map(({ id, hints }) => ({
    t: 'learner' as const,
    learner: learner(id, { hints: { 'demo-echo': hints } }),
  })),
  fc.constantFrom('a', 'b', 'c').map((id) => ({ t: 'gone' as const, learner: id })),
  fc.nat(5).map((version) => ({ t: 'class' as const, class: { ...CLASS, version } })),
  fc.option(fc.nat(9)).map((until) => ({
    t: 'eyes-up' as const,
    eyesUp: until === null ? null : { until, by: 'Ines', text: '' },
  })),
  fc.nat(9).map((at) => ({
    t: 'access' as const,
    entry: { at, by: 'Ines', what: 'files' as const, did: 'asked' as const },
  })),
  fc.nat(99).map((n) => ({
    t: 'message' as const,
    message: {
      id: `m${n}`,
      at: n,
      from: { role: 'instructor' as const, name: 'Ines' },
      to: null,
      with: n % 2 ? 'a' : null,
      kind: 'message' as const,
      text: 'x',
    },
  })),
);

/** A log as the server keeps it: its events numbered from 1. */
const anyLog = fc
  .array(anyEvent, { maxLength: 30 })
  .map((events) => events.map((of, at) => event(at + 1, of)));

describe('the state of a class', () => {
  test('is the same however often events are repeated and the connection is lost', () => {
    fc.assert(
      fc.property(anyLog, fc.array(fc.nat(1_000)), (log, cuts) => {
        const straight = play([snapshot(), ...log]);
        let state = play([snapshot()]);
        for (const cut of [...cuts, 0]) {
          // A connection from `since`, cut off somewhere; the next one begins behind the newest.
          const since = state?.seq ?? 0;
          const missed = log.slice(since);
          const arrived = cut === 0 ? missed : missed.slice(0, cut % (missed.length + 1));
          const again = log.slice(Math.max(0, since - (cut % 3)), since);
          state = play([...again, ...arrived, ...arrived.slice(-1)], state);
        }
        expect(state).toEqual(straight);
      }),
    );
  });

  test('is the same from a snapshot in the middle as from the events before it', () => {
    fc.assert(
      fc.property(anyLog, fc.nat(30), (log, at) => {
        const middle = play([snapshot(), ...log.slice(0, at)]);
        if (!middle) throw new Error('no state');
        const again = snapshot({
          seq: middle.seq,
          class: middle.class,
          learners: [...middle.learners.values()],
          messages: [...middle.messages],
          eyesUp: middle.eyesUp,
          access: [...middle.access],
        });
        expect(play([again, ...log.slice(at)], play([snapshot({ seq: 7_000 })]))).toEqual(
          play([snapshot(), ...log]),
        );
      }),
    );
  });

  test('knows nothing before the first snapshot', () => {
    expect(play([event(1, { t: 'learner', learner: learner('a') })])).toBeNull();
  });

  test('what is not kept has the number of what was kept last, and is taken', () => {
    const state = play([
      snapshot({ seq: 4, learners: [learner('a')] }),
      event(4, { t: 'learner', learner: learner('a', { online: false }) }),
    ]);
    expect(state?.learners.get('a')?.online).toBe(false);
  });

  test('answers to requests change nothing', () => {
    const state = play([snapshot()]);
    expect(
      play(
        [
          { t: 'done', id: 1 },
          { t: 'error', code: 'x', message: 'y' },
        ],
        state,
      ),
    ).toBe(state);
  });
});

describe('the lesson in focus', () => {
  const other = { ...ECHO, lesson: 'first-socket/states', exercise: 'states' };
  const reading = { ...ECHO, lesson: 'first-socket/reading', exercise: null, checks: [] };
  const state = (lessons: (string | null)[]) =>
    play([
      snapshot({
        class: { ...CLASS, lessons: [reading, ECHO, other] },
        learners: lessons.map((lesson, at) => learner(String(at), { lesson })),
      }),
    ]) as ClassState;

  test('is the one most learners are in, and the one that was chosen before it', () => {
    expect(lessonInFocus(state([null, other.lesson, other.lesson, ECHO.lesson]), null)).toBe(other);
    expect(lessonInFocus(state([other.lesson]), ECHO.lesson)).toBe(ECHO);
    expect(lessonInFocus(state([]), 'not/there')).toBe(ECHO);
  });
});
