import type { ProcessFacts } from '../../machine/machine.ts';
import type { CheckOf } from '../../schemas/check.ts';
import { holds, inWords } from '../condition.ts';
import { type Probe, shellWords } from '../probe.ts';

/**
 * The main process of a unit, from /proc. PID 1 says which process it is and the kernel what it
 * holds; its arguments and environment lie in its own memory, where it can rewrite them.
 */
export const process: Probe<'process'> = {
  act: 'facts',
  wants: (check) => ({ processesOf: [check.unit] }),
  expected: (check) =>
    aspects(check, null)
      .map((one) => one.name + inWords(one.condition))
      .join(', ') || `${check.unit} has a main process`,
  command: (check) =>
    `ps -o pid,uid,args -p "$(systemctl show -P MainPID ${shellWords([check.unit])})"`,
  judge(check, { facts }) {
    const seen = facts.processes[check.unit] ?? null;
    const wanted = aspects(check, seen);
    return {
      passed: seen !== null && wanted.every((one) => holds(one.condition, one.value)),
      observed: seen
        ? [`PID ${seen.pid}`, ...wanted.map((one) => `${one.name}=${one.value}`)].join(', ')
        : `${check.unit} has no main process.`,
      values: {
        running: seen ? 'yes' : 'no',
        argv: seen?.argv.join(' ') ?? '',
        uid: seen ? String(seen.uid) : '',
      },
    };
  },
};

function aspects(check: CheckOf<'process'>, seen: ProcessFacts | null) {
  return [
    ...(check.argv === undefined
      ? []
      : [{ name: 'command line', condition: check.argv, value: seen?.argv.join(' ') ?? '' }]),
    ...(check.uid === undefined
      ? []
      : [{ name: 'user id', condition: check.uid, value: seen ? String(seen.uid) : '' }]),
    ...Object.entries(check.environment).map(([name, condition]) => ({
      name,
      condition,
      value: seen?.environ[name] ?? '',
    })),
    ...Object.entries(check.descriptors).map(([number, condition]) => ({
      name: `descriptor ${number}`,
      condition,
      value: seen?.fds[number] ?? '',
    })),
  ];
}
