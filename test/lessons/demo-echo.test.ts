/** What learners might do to demo-echo, right in unusual ways and wrong in plausible ones. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../sandbox/engines/engine.ts';
import { readLessonFolder } from '../../sandbox/lesson/folder.ts';
import { openEngine } from '../../sandbox/lesson/machines.ts';
import { runAsLearner, Trial } from '../../sandbox/lesson/trial.ts';
import type { CheckResult } from '../../src/schemas/session.ts';
import { readScripts } from './scripts.ts';

const { exercise, start } = await readLessonFolder('lessons/01-first-socket/02-demo-echo');

let engine: Engine;
beforeAll(async () => {
  engine = await openEngine();
});
afterAll(() => engine?.dispose());

async function resultsOf(script: string): Promise<readonly CheckResult[]> {
  if (!exercise) throw new Error('demo-echo has no exercise.');
  const trial = await Trial.open(engine, exercise, start);
  try {
    await runAsLearner(trial.machine, script);
    return await trial.grade();
  } finally {
    await trial.dispose();
  }
}

const scripts = (kind: string) => readScripts(new URL(`./demo-echo/${kind}/`, import.meta.url));

describe.concurrent('any correct way passes', () => {
  test.each(scripts('correct'))('$name', async ({ text }) => {
    const results = await resultsOf(text);
    expect(results.filter(({ state }) => state !== 'pass')).toEqual([]);
  });
});

describe.concurrent('what is wrong fails one check, with a hint that names the cause', () => {
  test.each(scripts('wrong'))('$name', async ({ text, fails, hint }) => {
    const results = await resultsOf(text);
    const failing = results.filter(({ state }) => state !== 'pass' && state !== 'pending');
    expect(failing).toMatchObject([{ id: fails, state: 'fail' }]);
    expect(failing[0]?.hint).toContain(hint ?? '');
  });
});
