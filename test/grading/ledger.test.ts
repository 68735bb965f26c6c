import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { account, enter, type Ledger } from '../../src/grading/ledger.ts';

const UNIT = 'demo-echo.socket';

/** Steps as `accepted/invocation+probes`: what PID 1 shows after so many connections of ours. */
function after(...steps: string[]): { learner: number; probes: number; owed: number } {
  const ledger = steps.reduce<Ledger>((before, step) => {
    const [, accepted, invocation, probes] = /^(\d+)\/(\w)(?:\+(\d+))?$/.exec(step) ?? [];
    const seen = { accepted: Number(accepted), invocation: invocation ?? '' };
    return enter(before, UNIT, seen, Number(probes ?? 0));
  }, {});
  const { learner, probes, owed } = account(ledger, UNIT);
  return { learner, probes, owed };
}

describe('whose connections NAccepted counts', () => {
  test.each<[string, string[], { learner: number; probes: number; owed: number }]>([
    ['nobody', ['0/a'], { learner: 0, probes: 0, owed: 0 }],
    ['the learner before we look', ['3/a'], { learner: 3, probes: 0, owed: 0 }],
    ['ours alone', ['0/a', '2/a+2'], { learner: 0, probes: 2, owed: 0 }],
    ['both at once', ['1/a', '4/a+2'], { learner: 2, probes: 2, owed: 0 }],
    ['ours, counted late', ['0/a', '0/a+1', '1/a'], { learner: 0, probes: 1, owed: 0 }],
    ['ours, never counted', ['0/a', '0/a+1'], { learner: 0, probes: 0, owed: 1 }],
    ['a restart keeps the number', ['1/a', '3/a+2', '3/b'], { learner: 1, probes: 2, owed: 0 }],
    ['a restart drops the backlog', ['0/a', '0/a+1', '1/b'], { learner: 1, probes: 0, owed: 0 }],
    ['unloaded: all new', ['1/a', '3/a+2', '0/', '1/b'], { learner: 2, probes: 0, owed: 0 }],
    ['unloaded unseen', ['1/a', '3/a+2', '1/b'], { learner: 2, probes: 0, owed: 0 }],
  ])('%s', (_, steps, expected) => {
    expect(after(...steps.map((step) => step.replace(/\/(?=$|\+)/, '/0')))).toEqual(expected);
  });

  test('ours are never taken for the learner’s, whatever the order of counting', () => {
    // A life of a socket: connections by us and by the learner, counted now or at the next look.
    const turn = fc.record({
      ours: fc.nat(4),
      theirs: fc.nat(4),
      late: fc.nat(4),
      restart: fc.boolean(),
      unload: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(turn, { maxLength: 20 }), (turns) => {
        let ledger: Ledger = {};
        let accepted = 0;
        let waiting = 0;
        let theirs = 0;
        let start = 0;
        for (const one of turns) {
          if (one.unload || one.restart) {
            if (one.unload) accepted = 0;
            waiting = 0;
            start += 1;
            // Every start is looked at, as the events of PID 1 see to.
            ledger = enter(ledger, UNIT, { accepted, invocation: String(start) });
          }
          const late = Math.min(one.late, one.ours);
          accepted += waiting + one.ours - late + one.theirs;
          waiting = late;
          theirs += one.theirs;
          ledger = enter(ledger, UNIT, { accepted, invocation: String(start) }, one.ours);
        }
        expect(account(ledger, UNIT).learner).toBeLessThanOrEqual(theirs);
        const everyoneWasCounted = turns.every((one) => one.late === 0);
        if (everyoneWasCounted) expect(account(ledger, UNIT).learner).toBe(theirs);
      }),
    );
  });
});
