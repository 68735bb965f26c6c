import { type Machine, MachineError } from '../../machine/machine.ts';
import { type Probe, quote, shellWords } from '../probe.ts';
import { run } from './program.ts';

const JOURNALCTL = '/usr/bin/journalctl';

/**
 * Messages of a unit and about it. The journal belongs to root and so, with sudo, to the learner:
 * a message can be written by hand (systemd-cat(1)) and journalctl can be replaced.
 */
export const journal: Probe<'journal'> = {
  act: 'exec',
  wants: () => ({}),
  expected: (check) =>
    `${check.absent ? 'No message' : 'A message'} of ${check.unit} matches /${check.matches}/`,
  command: (check) => shellWords(['journalctl', '-b', '-u', check.unit]),
  async judge(check, bench) {
    const since = check.since === 'pass' && bench.cursor ? [`--after-cursor=${bench.cursor}`] : [];
    const result = await run(
      bench,
      [JOURNALCTL, '-b', '-u', check.unit, '-o', 'cat', '--no-pager', '-q', '-n', '1000', ...since],
      { timeoutMs: 5_000 },
    );
    if (result.timedOut) throw new MachineError('unresponsive', 'The journal does not answer.');
    const pattern = new RegExp(check.matches, 'u');
    const lines = result.stdout.split('\n').filter((line) => line !== '');
    const found = lines.find((line) => pattern.test(line));
    const last = lines.at(-1);
    return {
      passed: (found !== undefined) !== check.absent,
      observed:
        found === undefined
          ? last === undefined
            ? 'No messages.'
            : `No such message. The last one: ${quote(last)}`
          : quote(found),
      values: { messages: lines.join('\n') },
    };
  },
};

/** Where the journal ends now, to tell later messages from earlier ones (journalctl(1)). */
export async function readCursor(
  machine: Machine,
  signal: AbortSignal,
): Promise<string | undefined> {
  const result = await run(
    { machine, signal },
    [JOURNALCTL, '-q', '-n', '0', '--show-cursor', '--no-pager'],
    {
      timeoutMs: 5_000,
    },
  );
  return /^-- cursor: (\S+)$/m.exec(result.stdout)?.[1];
}
