import type { CheckOf } from '../../schemas/check.ts';
import type { Condition } from '../../schemas/condition.ts';
import { holds, inWords } from '../condition.ts';
import { type Probe, quote, shellWords } from '../probe.ts';
import { run } from './program.ts';

/** A program's exit status and output. It can be replaced: grade by it only what has no witness. */
export const command: Probe<'command'> = {
  act: 'exec',
  wants: () => ({}),
  expected: (check) =>
    [
      ...(check.exitCode === null ? [] : [`exits with ${check.exitCode}`]),
      ...streams(check).map((one) => one.name + inWords(one.condition)),
    ].join(', '),
  command: (check) => shellWords(check.argv),
  async judge(check, bench) {
    const result = await run(bench, check.argv, { user: check.user, timeoutMs: check.timeoutMs });
    const ended = result.timedOut ? 'did not end in time' : `exits with ${result.exitCode}`;
    const codeIsRight =
      check.exitCode === null || (!result.timedOut && result.exitCode === check.exitCode);
    return {
      passed:
        codeIsRight &&
        streams(check).every((one) => holds(one.condition, result[one.stream].trimEnd())),
      observed: [ended, quote(`${result.stdout}${result.stderr}`.trim())]
        .filter((part) => part !== '')
        .join(': '),
      values: {
        exitCode: result.timedOut ? 'timeout' : String(result.exitCode),
        stdout: result.stdout,
        stderr: result.stderr,
      },
    };
  },
};

function streams(check: CheckOf<'command'>) {
  const all: readonly (readonly ['stdout' | 'stderr', string, Condition | undefined])[] = [
    ['stdout', 'its output', check.stdout],
    ['stderr', 'its error output', check.stderr],
  ];
  return all.flatMap(([stream, name, condition]) =>
    condition === undefined ? [] : [{ stream, name, condition }],
  );
}
