import type { CheckOf } from '../../schemas/check.ts';
import { holds, inWords } from '../condition.ts';
import { type Probe, showProperties } from '../probe.ts';
import { property } from '../unit.ts';

/** How a property changed over the connections of a `connect` check. */
export const delta: Probe<'delta'> = {
  act: 'facts',
  wants: (check) => ({
    units: { [check.unit]: [check.property, ...Object.keys(check.afterwards)] },
  }),
  expected: (check) =>
    [
      `${check.property} changes by ${byWords(check)}`,
      ...Object.entries(check.afterwards).map(
        ([name, condition]) => `then ${name}${inWords(condition)}`,
      ),
    ].join(', '),
  command: (check) =>
    showProperties(check.unit, [check.property, ...Object.keys(check.afterwards)]),
  judge(check, { facts, connections }) {
    const around = connections.get(check.around);
    if (!around) throw new Error(`No connection was made for ${check.around}.`);
    const before = property(around.before, check.unit, check.property);
    const after = property(facts, check.unit, check.property);
    const change = String(Number(after) - Number(before));
    const afterwards = Object.entries(check.afterwards);
    const others = afterwards.map(([name]) => `${name}=${property(facts, check.unit, name)}`);
    const made = around.exchanges.length;
    return {
      passed:
        holds(check.by, change) &&
        afterwards.every(([name, condition]) =>
          holds(condition, property(facts, check.unit, name)),
        ),
      observed: [
        `${check.property} was ${before} and is ${after} after ${made === 1 ? 'one connection' : `${made} connections`}`,
        ...others,
      ].join(', '),
      values: { before, after, change },
    };
  },
};

function byWords(check: CheckOf<'delta'>): string {
  return inWords(check.by).replace(/^(?:=| is )/, '');
}
