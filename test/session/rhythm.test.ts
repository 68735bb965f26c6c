import { describe, expect, test } from 'vitest';
import { Rhythm } from '../../src/session/rhythm.ts';
import { rest, TestClock } from '../grading/clock.ts';

/** A rhythm whose looks are counted; `news` decides what they find. */
function rhythm(
  news: () => boolean | Promise<boolean> = () => false,
  calm: () => Promise<void> = async () => {},
) {
  const clock = new TestClock();
  let looks = 0;
  const made = new Rhythm(
    clock,
    async () => {
      looks += 1;
      return news();
    },
    calm,
  );
  return { clock, rhythm: made, looks: () => looks };
}

describe('certain changes', () => {
  test('a burst is looked at once, soon', async () => {
    const { clock, rhythm: made, looks } = rhythm();
    for (let change = 0; change < 9; change += 1) {
      made.changed();
      await clock.pass(10);
    }
    expect(looks()).toBe(0);
    await clock.pass(10);
    expect(looks()).toBe(1);
    await clock.pass(10_000);
    expect(looks()).toBe(1);
  });

  test('going on without end does not put the look off', async () => {
    const { clock, rhythm: made, looks } = rhythm();
    for (let change = 0; change < 100; change += 1) {
      made.unitChanged();
      await clock.pass(10);
    }
    expect(looks()).toBeGreaterThanOrEqual(3);
  });
});

describe('events that a look may have caused', () => {
  test('lead to three more looks at growing distances, and to silence', async () => {
    const {
      clock,
      rhythm: made,
      looks,
    } = rhythm(() => {
      made.unitChanged();
      return false;
    });
    made.changed();
    const seen: number[] = [];
    for (const ms of [100, 299, 1, 999, 1, 2_999, 1, 600_000]) {
      await clock.pass(ms);
      seen.push(looks());
    }
    expect(seen).toEqual([1, 1, 2, 2, 3, 3, 4, 4]);
    expect(clock.waiting).toBe(0);
  });

  test('are taken seriously when something was new', async () => {
    let findings = 5;
    const {
      clock,
      rhythm: made,
      looks,
    } = rhythm(() => {
      made.unitChanged();
      findings -= 1;
      return findings > 0;
    });
    made.changed();
    await clock.pass(600_000);
    expect(looks()).toBe(5 + 3);
  });

  test('do not hold up a certain change', async () => {
    const {
      clock,
      rhythm: made,
      looks,
    } = rhythm(() => {
      made.unitChanged();
      return false;
    });
    made.changed();
    await clock.pass(130);
    made.changed();
    await clock.pass(120);
    expect(looks()).toBe(2);
  });

  test('later than that are certain again', async () => {
    const { clock, rhythm: made, looks } = rhythm();
    made.changed();
    await clock.pass(100 + 61);
    made.unitChanged();
    await clock.pass(120);
    expect(looks()).toBe(2);
  });
});

describe('a machine that has no time', () => {
  test('is looked at when it has, once for all that happened until then', async () => {
    let calm = () => {};
    const {
      clock,
      rhythm: made,
      looks,
    } = rhythm(
      () => false,
      () => new Promise((resolve) => (calm = resolve)),
    );
    made.changed();
    await clock.pass(5_000);
    made.unitChanged();
    made.changed();
    expect(looks()).toBe(0);
    calm();
    await clock.pass(10_000);
    expect(looks()).toBe(1);
  });

  test('is looked at at once by whoever asks', async () => {
    const {
      clock,
      rhythm: made,
      looks,
    } = rhythm(
      () => false,
      () => new Promise(() => {}),
    );
    made.changed();
    await clock.pass(1_000);
    let asked = 0;
    await made.now(async () => ++asked > 0);
    expect([asked, looks()]).toEqual([1, 0]);
  });

  test('is not looked at any more once it is over', async () => {
    let calm = () => {};
    const {
      clock,
      rhythm: made,
      looks,
    } = rhythm(
      () => false,
      () => new Promise((resolve) => (calm = resolve)),
    );
    made.changed();
    await clock.pass(1_000);
    made.dispose();
    calm();
    await clock.pass(1_000);
    expect(looks()).toBe(0);
  });
});

describe('a machine that did not answer', () => {
  test('is looked at again at growing distances, until somebody has to ask', async () => {
    const {
      clock,
      rhythm: made,
      looks,
    } = rhythm(() => {
      made.left(true);
      return false;
    });
    made.changed();
    const seen: number[] = [];
    for (const ms of [100, 499, 1, 1_999, 1, 5_999, 1, 19_999, 1, 600_000]) {
      await clock.pass(ms);
      seen.push(looks());
    }
    expect(seen).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5, 5]);
  });

  test('is left alone once it has, and not forgotten the next time', async () => {
    let silent = 2;
    const {
      clock,
      rhythm: made,
      looks,
    } = rhythm(() => {
      made.left(silent-- > 0);
      return false;
    });
    made.changed();
    await clock.pass(600_000);
    expect(looks()).toBe(3);
    silent = 4;
    made.changed();
    await clock.pass(600_000);
    expect(looks()).toBe(3 + 5);
  });
});

describe('turns', () => {
  test('passes never overlap, whoever asks', async () => {
    let running = 0;
    let most = 0;
    const gates: (() => void)[] = [];
    const slow = async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise<void>((open) => gates.push(open));
      running -= 1;
      return false;
    };
    const { clock, rhythm: made } = rhythm(slow);
    made.changed();
    await clock.pass(120);
    const asked = [made.now(slow), made.now(slow)];
    for (let gate = 0; gate < 3; gate += 1) {
      await rest();
      gates[gate]?.();
    }
    await Promise.all(asked);
    expect(most).toBe(1);
    expect(gates).toHaveLength(3);
  });

  test('a pass that breaks does not stop the next', async () => {
    const { rhythm: made } = rhythm();
    await expect(made.now(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    await expect(made.now(async () => false)).resolves.toBeUndefined();
  });

  test('after the end nothing is looked at any more', async () => {
    const { clock, rhythm: made, looks } = rhythm();
    made.changed();
    made.dispose();
    made.changed();
    await clock.pass(10_000);
    expect(looks()).toBe(0);
    expect(clock.waiting).toBe(0);
  });
});
