import { beforeEach, describe, expect, test } from 'vitest';
import { Reports } from '../../../src/classroom/learner/reports.ts';
import type { ClassRequest } from '../../../src/classroom/live/client.ts';
import { SessionError } from '../../../src/session/session.ts';

const hints = (taken: number): ClassRequest => ({ t: 'hint-used', exercise: 'echo', taken });

/** What was asked, and what becomes of it; each waits until the test decides. */
let asked: { request: ClassRequest; done: () => void; fail: (code: string) => void }[];
let pauses: (() => void)[];
let reports: Reports;
beforeEach(() => {
  asked = [];
  pauses = [];
  reports = new Reports({
    ask: (request) =>
      new Promise((done, refuse) => {
        asked.push({ request, done, fail: (code) => refuse(new SessionError(code, code)) });
      }),
    pause: () => new Promise((wake) => pauses.push(wake)),
  });
});
const settled = () => new Promise((wake) => setImmediate(wake));
const requests = () => asked.map(({ request }) => ('taken' in request ? request.taken : request.t));

describe('what a learner did', () => {
  test('is told once where it arrives', async () => {
    reports.tell('hints', hints(1));
    asked[0]?.done();
    await settled();
    reports.tell('hints', hints(2));
    expect(requests()).toEqual([1, 2]);
  });

  test('is told again until it is answered, in its newest state', async () => {
    reports.tell('hints', hints(1));
    reports.tell('hints', hints(2));
    asked[0]?.fail('unanswered');
    await settled();
    reports.tell('hints', hints(3));
    expect(requests()).toEqual([1]);
    pauses[0]?.();
    await settled();
    asked[1]?.fail('unanswered');
    await settled();
    pauses[1]?.();
    await settled();
    asked[2]?.done();
    await settled();
    expect(requests()).toEqual([1, 3, 3]);
  });

  test('is told once more when it changed while it was told', async () => {
    reports.tell('hints', hints(1));
    reports.tell('hints', hints(2));
    asked[0]?.done();
    await settled();
    asked[1]?.done();
    await settled();
    expect(requests()).toEqual([1, 2]);
  });

  test('of several kinds waits for its turn', async () => {
    reports.tell('hints', hints(1));
    reports.tell('progress', { t: 'progress', exercise: 'echo', checks: {} });
    asked[0]?.done();
    await settled();
    expect(requests()).toEqual([1, 'progress']);
  });

  test('that is refused is not told again', async () => {
    reports.tell('hints', hints(1));
    asked[0]?.fail('bad-class');
    await settled();
    expect([requests(), pauses.length]).toEqual([[1], 0]);
  });

  test('is told no more once the page is left', async () => {
    reports.tell('hints', hints(1));
    asked[0]?.fail('unanswered');
    await settled();
    reports.dispose();
    pauses[0]?.();
    await settled();
    expect(requests()).toEqual([1]);
  });
});
