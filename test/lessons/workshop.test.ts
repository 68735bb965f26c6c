/** The workshop's commands as they are typed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { openEngine } from '../../sandbox/lesson/machines.ts';

interface Run {
  readonly child: ChildProcess;
  /** Resolves with what was printed once it has ended. */
  readonly ended: Promise<{ code: number | null; stdout: string; stderr: string }>;
}

function workshop(...args: string[]): Run {
  const child = spawn(process.execPath, ['sandbox/lesson/main.ts', ...args]);
  const printed = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => {
    printed.stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    printed.stderr += chunk;
  });
  const ended = once(child, 'close').then(([code]) => ({ code, ...printed }));
  return { child, ended };
}

test('try prints what the checks say of a script, as one JSON object', async () => {
  const script = 'test/lessons/demo-echo/wrong/canned-answer.sh';
  const done = await workshop('try', 'demo-echo', '--script', script, '--json').ended;
  expect(done).toMatchObject({ code: 1, stderr: '' });
  const told = JSON.parse(done.stdout);
  expect(told).toMatchObject({ exercise: 'demo-echo', passed: false });
  const echo = told.checks.find((check: { id: string }) => check.id === 'echo');
  expect(Object.keys(echo)).toEqual(['id', 'state', 'expected', 'observed', 'hint']);
  expect(echo).toMatchObject({ state: 'fail', hint: expect.stringContaining('not exactly') });
});

test('Ctrl+C in the middle of a replay leaves no machine', async () => {
  const { child, ended } = workshop('replay', 'demo-echo');
  if (child.stdout) await Promise.race([once(child.stdout, 'data'), ended]);
  child.kill('SIGINT');
  expect(await ended).toMatchObject({ code: 130, stderr: '' });
  const engine = await openEngine();
  try {
    const left = (await engine.list()).filter(({ labels }) => labels.process === String(child.pid));
    expect(left).toEqual([]);
  } finally {
    await engine.dispose();
  }
});

test.each<[string[], RegExp]>([
  [['replay', 'nonsense'], /There is no exercise, lesson or module nonsense\./],
  [['try', 'demo-echo'], /try needs an exercise and --script FILE\./],
  [['try', 'demo-echo', '--nonsense'], /--nonsense/],
  [['new', 'nonsense'], /new needs MODULE\/SLUG/],
  [['new', 'nonsense/lesson'], /There is no module nonsense\. There are: orientation, /],
  [['new', 'first-socket/demo-echo'], /The lesson first-socket\/demo-echo exists already\./],
])('%j is refused with a word on why', async (args, why) => {
  const { code, stderr } = await workshop(...args).ended;
  expect(stderr).toMatch(why);
  expect(code).toBe(2);
});
