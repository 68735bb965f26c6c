import { holds, inWords } from '../condition.ts';
import { type Probe, showProperties } from '../probe.ts';
import { property } from '../unit.ts';

/** Properties of a unit, asked of PID 1. To be trusted as far as PID 1 itself is. */
export const unit: Probe<'unit'> = {
  act: 'facts',
  wants: (check) => ({
    units: { [check.unit]: [...Object.keys(check.properties), 'LoadState'] },
  }),
  expected: (check) =>
    Object.entries(check.properties)
      .map(([name, condition]) => name + inWords(condition))
      .join(', '),
  command: (check) => showProperties(check.unit, Object.keys(check.properties)),
  judge(check, { facts }) {
    const seen = Object.entries(check.properties).map(([name, condition]) => ({
      name,
      condition,
      value: property(facts, check.unit, name),
    }));
    const shown = seen.map(({ name, value }) => `${name}=${value}`).join(', ');
    const unknown = property(facts, check.unit, 'LoadState') === 'not-found';
    return {
      passed: seen.every(({ condition, value }) => holds(condition, value)),
      observed: unknown ? `systemd finds no ${check.unit}: ${shown}` : shown,
      values: Object.fromEntries(seen.map(({ name, value }) => [name, value])),
    };
  },
};
