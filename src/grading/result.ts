import type { Facts } from '../machine/machine.ts';
import type { Check } from '../schemas/check.ts';
import type { CheckResult, CheckState } from '../schemas/session.ts';
import { hintFor } from './explain.ts';
import type { Verdict } from './probe.ts';
import { probeOf } from './wants.ts';

/** A result without evidence: what the check is, and why there is nothing to show. */
export function bare(check: Check, state: CheckState, observed: string): CheckResult {
  return {
    id: check.id,
    state,
    expected: check.expected ?? probeOf(check).expected(check),
    observed,
    command: check.see ?? probeOf(check).command(check),
    hints: check.hints,
    ...(check.anchor === undefined ? {} : { anchor: check.anchor }),
  };
}

/** A check that has not been carried out. */
export function notRun(check: Check): CheckResult {
  return bare(check, 'pending', 'Not run yet.');
}

/** A result with evidence, and the hint for this very mistake where one is known. */
export function judged(check: Check, verdict: Verdict, facts: Facts): CheckResult {
  const result = bare(check, verdict.passed ? 'pass' : 'fail', verdict.observed);
  const hint = verdict.passed ? undefined : hintFor(check, verdict, facts);
  return {
    ...result,
    ...(check.see === undefined && verdict.command ? { command: verdict.command } : {}),
    ...(hint === undefined ? {} : { hint }),
  };
}
