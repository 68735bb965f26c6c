/** What a page tells its class of the workbench beside the lesson. */
import { signal } from '@preact/signals';
import { beforeEach, describe, expect, test } from 'vitest';
import { reportHints } from '../../../src/classroom/learner/report-hints.ts';
import { reportMachine } from '../../../src/classroom/learner/report-machine.ts';
import { reportProgress } from '../../../src/classroom/learner/report-progress.ts';
import { Reports } from '../../../src/classroom/learner/reports.ts';
import type { ClassRequest } from '../../../src/classroom/live/client.ts';
import type { SessionState } from '../../../src/schemas/session.ts';
import type { ChecksEvent } from '../../../src/session/session.ts';
import type { Bench } from '../../../src/workbench/bench.ts';
import { reports as told } from '../reports.ts';

const view = signal<{ state: SessionState; machine?: { engine: string } } | null>(null);
const report = signal<ChecksEvent | null>(null);
const board = signal<{ rows: { id: string; unlocked: number }[] }>({ rows: [] });
const bench = {
  exercise: { id: 'echo' },
  connection: { view },
  checks: { report, board },
} as unknown as Bench;

let asked: ClassRequest[];
let reports: Reports;
beforeEach(() => {
  [view.value, report.value, board.value] = [null, null, { rows: [] }];
  asked = [];
  reports = new Reports({
    ask: async (request) => {
      asked.push(request);
    },
  });
});
const settled = () => new Promise((wake) => setImmediate(wake));
const at = (state: SessionState, engine?: string) => {
  view.value = { state, ...(engine && { machine: { engine } }) };
};

describe('the machine', () => {
  test('is told of while it is in the tab, once for each state', async () => {
    const stop = reportMachine(bench, reports);
    const states: SessionState[] = ['ready', 'ready', 'suspended', 'ended'];
    at('starting');
    for (const state of states) {
      at(state, state === 'ended' ? undefined : 'emulator');
      await settled();
    }
    stop();
    at('ready', 'emulator');
    await settled();
    expect(asked).toEqual(
      ['ready', 'suspended', 'ended'].map((state) => ({ t: 'machine-in-tab', state })),
    );
  });

  test('on the server is the server’s to tell of', async () => {
    reportMachine(bench, reports);
    at('ready', 'emulator');
    await settled();
    at('ready', 'container');
    at('ended');
    await settled();
    expect(asked).toHaveLength(1);
  });
});

describe('checks', () => {
  test('of a machine in the tab are counted on from what the class knows', async () => {
    at('ready', 'emulator');
    reportProgress(bench, reports, () => ({ one: { state: 'fail', tries: 4, observed: 'a' } }));
    for (const each of told('x:a x:b x:b')) {
      report.value = each;
      await settled();
    }
    const one = { state: 'fail', tries: 5, repeats: 1, expected: 'a line', observed: 'b' };
    expect(asked.at(-1)).toEqual({ t: 'progress', exercise: 'echo', checks: { one } });
    expect(asked).toHaveLength(2);
  });

  test('of a machine on the server are not told', async () => {
    at('ready', 'container');
    reportProgress(bench, reports, () => ({}));
    [report.value = null] = told('x:a');
    await settled();
    expect(asked).toEqual([]);
  });
});

test('hints are told as how many there were, from what the class knows', async () => {
  let known = 3;
  board.value = {
    rows: [
      { id: '0', unlocked: 1 },
      { id: '1', unlocked: 0 },
    ],
  };
  reportHints(bench, reports, () => known);
  const open = async (...unlocked: number[]) => {
    board.value = { rows: unlocked.map((count, id) => ({ id: String(id), unlocked: count })) };
    await settled();
  };
  await open(1, 0);
  expect(asked).toEqual([]);
  await open(2, 1);
  await open(0, 1);
  known = 9;
  await open(1, 1);
  expect(asked).toEqual([5, 10].map((taken) => ({ t: 'hint-used', exercise: 'echo', taken })));
});
