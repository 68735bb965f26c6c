import { type Facts, MachineError } from '../../machine/machine.ts';
import { type Probe, printable, shellWords, type Verdict } from '../probe.ts';
import { property } from '../unit.ts';
import { run } from './program.ts';

/**
 * `systemd-analyze verify` of the files that PID 1 says it loads, wherever they lie, so that units
 * in any directory of the search path count (systemd-analyze(1)). PID 1's own LoadState is beyond
 * forging; that a file has no warnings is only systemd-analyze's word, and that can be replaced.
 */
export const verify: Probe<'verify'> = {
  act: 'exec',
  wants: (check) => ({
    units: Object.fromEntries(check.units.map((unit) => [unit, ['LoadState', 'FragmentPath']])),
  }),
  expected: (check) =>
    `systemd-analyze verify has nothing to say about ${check.units.join(' and ')}`,
  command: (check) => shellWords(['systemctl', 'cat', ...check.units]),
  async judge(check, bench) {
    const missing = check.units.filter((unit) => !hasFile(bench.facts, unit));
    if (missing.length > 0) return lacking(bench.facts, missing);
    const paths = check.units.map((unit) => property(bench.facts, unit, 'FragmentPath'));
    const result = await run(bench, [
      '/usr/bin/systemd-analyze',
      'verify',
      '--man=no',
      '--recursive-errors=no',
      ...paths,
    ]);
    if (result.timedOut) {
      throw new MachineError('unresponsive', 'systemd-analyze verify did not end in time.');
    }
    const output = result.stderr.trim() || result.stdout.trim();
    return {
      command: shellWords(['systemd-analyze', 'verify', ...paths]),
      passed: result.exitCode === 0,
      observed: output === '' ? `exits with ${result.exitCode}` : printable(output),
      values: { missing: '', output },
    };
  },
};

function hasFile(facts: Facts, unit: string): boolean {
  const path = property(facts, unit, 'FragmentPath');
  return path !== '' && property(facts, unit, 'LoadState') !== 'masked';
}

function lacking(facts: Facts, missing: readonly string[]): Verdict {
  const reasons = missing.map((unit) =>
    property(facts, unit, 'LoadState') === 'masked'
      ? `${unit} is masked: its file is a link to /dev/null.`
      : `systemd finds no file for ${unit}.`,
  );
  return {
    passed: false,
    observed: reasons.join(' '),
    values: { missing: missing.join(' '), output: '' },
  };
}
