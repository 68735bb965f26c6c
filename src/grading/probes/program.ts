import type { ExecOptions, ExecResult } from '../../machine/machine.ts';
import type { Bench } from '../probe.ts';

/** What a program of ours sees: nothing of a login shell's aliases, PATH or locale. */
const CLEAN = {
  PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
  LC_ALL: 'C.UTF-8',
  SYSTEMD_COLORS: '0',
  SYSTEMD_PAGER: '',
} as const;

/**
 * Runs a program by its absolute path with a clean environment. The file itself can be replaced by
 * someone with root in the machine, so its word counts for less than PID 1's or the kernel's.
 */
export function run(
  { machine, signal }: Pick<Bench, 'machine' | 'signal'>,
  argv: readonly string[],
  options: Pick<ExecOptions, 'user' | 'timeoutMs'> = {},
): Promise<ExecResult> {
  return machine.exec(argv, { ...options, env: CLEAN, maxBytes: 65_536, signal });
}
