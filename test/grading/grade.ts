import * as z from 'zod/mini';
import { type PassOptions, type PassOutcome, runChecks } from '../../src/grading/run.ts';
import { Check } from '../../src/schemas/check.ts';
import type { CheckResult } from '../../src/schemas/session.ts';
import { TestClock } from './clock.ts';
import type { ScriptedMachine } from './scripted-machine.ts';

export type Loose = Record<string, unknown> & { readonly kind: string };

/** Checks as exercise.yaml would have them; id and title are made up where a test has none. */
export function checks(...loose: Loose[]): Check[] {
  return z
    .array(Check)
    .parse(loose.map((one, index) => ({ id: `check-${index}`, title: `Check ${index}`, ...one })));
}

/** One pass over a machine; nonces are n1, n2, … */
export async function pass(
  machine: ScriptedMachine,
  list: readonly Check[],
  options: Partial<PassOptions> = {},
): Promise<PassOutcome> {
  let made = 0;
  return runChecks({
    machine,
    checks: list,
    signal: new AbortController().signal,
    clock: new TestClock(),
    nonce: () => {
      made += 1;
      return `n${made}`;
    },
    ...options,
  });
}

/** The result of the only or last check. */
export async function grade(machine: ScriptedMachine, ...loose: Loose[]): Promise<CheckResult> {
  const { results } = await pass(machine, checks(...loose));
  const result = results.at(-1);
  if (!result) throw new Error('No check was given.');
  return result;
}

/** `id:state` of each result. */
export function states(results: readonly CheckResult[]): string {
  return results.map(({ id, state }) => `${id}:${state}`).join(' ');
}
