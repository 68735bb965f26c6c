import { account } from '../ledger.ts';
import { type Probe, showProperties } from '../probe.ts';
import { property } from '../unit.ts';

/**
 * Connections that somebody other than the grader made to a socket with Accept=yes: PID 1's own
 * count, less ours (see ledger.ts).
 */
export const learnerConnections: Probe<'learner-connections'> = {
  act: 'facts',
  wants: (check) => ({ units: { [check.unit]: ['NAccepted', 'InvocationID', 'Accept'] } }),
  expected: (check) => `At least ${connections(check.atLeast)} of your own to ${check.unit}`,
  command: (check) => showProperties(check.unit, ['NAccepted']),
  judge(check, { facts, ledger }) {
    const { learner, probes } = account(ledger, check.unit);
    const accepted = property(facts, check.unit, 'NAccepted');
    const ours = probes > 0 ? ` (${probes} more came from the checks themselves)` : '';
    return {
      passed: learner >= check.atLeast,
      observed: `${learner === 0 ? 'No connection' : connections(learner)} of your own${ours}`,
      values: { own: String(learner), accepted },
    };
  },
};

function connections(count: number): string {
  return count === 1 ? 'one connection' : `${count} connections`;
}
