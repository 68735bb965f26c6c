import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { CheckResult } from '../../../src/schemas/session.ts';
import { whileOurs } from '../interruption.ts';
import { openEngine } from '../machines.ts';
import { runAsLearner, Trial } from '../trial.ts';
import { type Command, chooseLessons, print, UsageError } from './command.ts';

export const tryCommand: Command = {
  usage: 'try ID --script FILE [--json]',
  summary: 'run a script as the learner in a fresh machine, and grade it',
  async run(args) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { script: { type: 'string' }, json: { type: 'boolean', default: false } },
    });
    const [id] = positionals;
    if (id === undefined || values.script === undefined) {
      throw new UsageError('try needs an exercise and --script FILE.');
    }
    const lesson = (await chooseLessons([id])).find(({ exercise }) => exercise);
    if (!lesson?.exercise) throw new UsageError(`${id} has no exercise.`);
    const { exercise, start } = lesson;
    const script = await readFile(values.script, 'utf8');
    const engine = await openEngine();
    return whileOurs(engine, async (signal) => {
      const trial = await Trial.open(engine, exercise, start, signal);
      try {
        const done = await runAsLearner(trial.machine, script);
        const results = await trial.grade();
        const passed = results.every(({ state }) => state === 'pass');
        if (values.json) print(asJson(exercise.id, passed, results));
        else {
          process.stderr.write(done.stdout + done.stderr);
          print(asText(results));
        }
        return passed ? 0 : 1;
      } finally {
        await trial.dispose();
      }
    });
  },
};

function asJson(exercise: string, passed: boolean, results: readonly CheckResult[]): string {
  const checks = results.map(({ id, state, expected, observed, hint = null }) => ({
    id,
    state,
    expected,
    observed,
    hint,
  }));
  return JSON.stringify({ exercise, passed, checks });
}

function asText(results: readonly CheckResult[]): string {
  return results
    .flatMap(({ id, state, expected, observed, command, hint }) => [
      `${state.padEnd(8)} ${id}`,
      ...(state === 'pass'
        ? []
        : [`  expected  ${expected}`, `  observed  ${observed}`, `  see       ${command}`]),
      ...(hint === undefined ? [] : [`  hint      ${hint}`]),
    ])
    .join('\n');
}
