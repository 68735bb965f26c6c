import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ClassHub } from '../../../../sandbox/classroom/live/hub.ts';
import { openStore } from '../../../../sandbox/store/open.ts';
import type { Entry, Store } from '../../../../sandbox/store/store.ts';
import type { ClassView } from '../../../../src/schemas/classroom/class.ts';
import type { ClassFrame } from '../../../../src/schemas/classroom/live.ts';
import { TestClock } from '../../clock.ts';
import { LESSON, MINUTE, story } from '../story.ts';

const TOGETHER_MS = 50;
const SPEC = {
  title: 'Sockets',
  lessons: [LESSON],
  warmMachines: 0,
  maxMachines: 5,
  machineMinutes: 60,
  certificate: false,
  retentionDays: 5,
};
const VIEW: ClassView = { id: 'c', version: 1, ...SPEC, archivedAt: null };
const NAMES = ['ada', 'ben', 'cleo', 'dora'];

let store: Store;
let clock: TestClock;
let trouble: Error | null;
let written: (readonly Entry[])[];
let warnings: string[];
let hub: ClassHub;

const open = () =>
  ClassHub.open(
    {
      classId: 'c',
      store: {
        ...store,
        entries: {
          ...store.entries,
          write: async (id, entries) => {
            if (trouble) throw trouble;
            written.push(entries);
            return store.entries.write(id, entries);
          },
        },
      },
      clock,
      newId: () => `id-${written.length}`,
      togetherMs: TOGETHER_MS,
      warn: (what) => warnings.push(what),
    },
    VIEW,
  );

beforeEach(async () => {
  [written, warnings, trouble] = [[], [], null];
  clock = new TestClock();
  store = await openStore({ file: ':memory:' });
  await store.accounts.add({ id: 'i', role: 'owner', name: 'I', createdAt: 0 });
  await store.classes.add({ id: 'c', code: 'CODE', spec: SPEC }, 'i');
  for (const id of NAMES) {
    const secret = { nameKey: id, returnHash: id };
    await store.learners.add({ id, class: 'c', name: id, joinedAt: 0 }, secret);
  }
  hub = await open();
  await clock.pass(TOGETHER_MS);
  written = [];
});
afterEach(() => store.dispose());

const hint = (id: string) =>
  hub.change(id, (row) => ({ ...row, hints: { echo: (row.hints.echo ?? 0) + 1 } }));
const hints = (id: string) => hub.row(id).hints.echo ?? 0;
const listen = (since?: number) => {
  const frames: ClassFrame[] = [];
  const tell = (frame: ClassFrame) => void frames.push(frame);
  hub.subscribe({ onlooker: 'instructor', tell, end: () => {} }, since);
  return frames;
};

describe('changes', () => {
  test('are written at once where nothing happened lately', async () => {
    await hint('ada');
    expect(written.map((entries) => entries.length)).toEqual([1]);
  });

  test('that come in a burst are written and told together, each row once', async () => {
    await hint('ada');
    const frames = listen();
    const all = Promise.all([hint('ada'), hint('ben'), hint('ben'), hint('ada')]);
    await clock.pass(TOGETHER_MS - 1);
    expect(written).toHaveLength(1);
    await clock.pass(1);
    await all;
    expect(written.map((entries) => entries.length)).toEqual([1, 2]);
    expect(frames.map(({ t }) => t)).toEqual(['snapshot', 'event', 'event']);
    expect([hints('ada'), hints('ben')]).toEqual([3, 2]);
  });

  test('of nothing are written by nobody', async () => {
    await hub.change('ada', (row) => ({ ...row }));
    await hub.change('nobody', (row) => row);
    expect(written).toEqual([]);
  });

  test('wait for a store that cannot be reached, in their order', async () => {
    trouble = new Error('no route to the database');
    const first = hint('ada');
    await clock.pass(500);
    const second = hub.change('ada', (row) => ({ ...row, hints: { echo: 10 * hints('ada') + 5 } }));
    const third = hint('ada');
    await clock.pass(100);
    expect([hints('ada'), warnings.length > 0]).toEqual([0, true]);
    trouble = null;
    await clock.pass(1_000);
    await Promise.all([first, second, third]);
    expect(hints('ada')).toBe(6);
  });

  test('are written before the store is closed, also those that wait', async () => {
    await hint('ada');
    const last = hint('ada');
    await hub.settle();
    await last;
    hub = await open();
    expect(hints('ada')).toBe(2);
  });

  test('are refused when the class closes and the store is still away', async () => {
    trouble = new Error('gone');
    const lost = hint('ada').catch((error: Error) => error.message);
    await hub.settle();
    expect(await lost).toContain('closed before');
  });
});

describe('who is stuck', () => {
  const put = (id: string, text: string) =>
    hub.change(id, () => {
      const row = story(text, { id });
      // The story counts from 0, the class from its clock's beginning.
      const shift = (at: number) => at + start;
      const one = row.checks.echo?.one;
      if (!one) return row;
      const { openSince = 0 } = one;
      const moved = { ...one, since: shift(one.since), openSince: shift(openSince) };
      return {
        ...row,
        joinedAt: start,
        lastActivityAt: clock.now(),
        checks: { echo: { ...row.checks.echo, one: moved } },
      };
    });
  let start: number;
  beforeEach(async () => {
    start = clock.now();
    const all = [put('ada', '0 x'), put('ben', '0 x'), put('cleo', '0 x'), put('dora', '0 x')];
    await clock.pass(TOGETHER_MS);
    await Promise.all(all);
    written = [];
  });
  const stuck = () => hub.rows.flatMap(({ id, stuck: on }) => (on ? [id] : []));

  test('is found as time passes, by the pace of the others', async () => {
    await clock.pass(4 * MINUTE);
    const rest = ['ada', 'ben', 'cleo'].map((id) => put(id, '0 x | 4 +'));
    await Promise.all(rest);
    await clock.pass(2 * MINUTE);
    await hub.look();
    expect(stuck()).toEqual([]);
    await clock.pass(4.1 * MINUTE);
    written = [];
    await hub.look();
    expect(stuck()).toEqual(['dora']);
    expect(written.map((entries) => entries.length)).toEqual([1]);
    await hub.look();
    expect(written).toHaveLength(1);
  });

  test('is nobody while all of them take that long', async () => {
    await clock.pass(12 * MINUTE);
    await hub.look();
    expect(stuck()).toEqual([]);
  });

  test('knows the class as it is after an erasure and another order of lessons', async () => {
    await clock.pass(6 * MINUTE);
    await hub.publish({
      t: 'class',
      class: { ...VIEW, lessons: [{ ...LESSON, checks: LESSON.checks.slice(1) }] },
    });
    await hub.erase({ id: 'ada', class: 'c', name: 'ada', joinedAt: 0 });
    await hub.look();
    expect(hub.rows.map(({ id }) => id)).toEqual(['ben', 'cleo', 'dora']);
    expect(stuck()).toEqual([]);
  });
});

test('a page that was away gets each row once, as it is now, in the order of events', async () => {
  const before = listen();
  await hint('ada');
  const last = before.at(-1);
  const seq = last && 'seq' in last ? last.seq : 0;
  for (const id of ['ben', 'ada', 'ben']) {
    await clock.pass(TOGETHER_MS);
    await hint(id);
  }
  const after = listen(seq);
  const told = after.map((frame) =>
    frame.t === 'event' && frame.event.t === 'learner'
      ? `${frame.seq - seq} ${frame.event.learner.id} ${frame.event.learner.hints.echo}`
      : frame.t,
  );
  expect(told).toEqual(['2 ada 2', '3 ben 2']);
});
