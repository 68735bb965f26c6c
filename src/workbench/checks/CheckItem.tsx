import type { CheckState } from '../../schemas/session.ts';
import type { Bench } from '../bench.ts';
import { Icon, type IconName } from '../icon.tsx';
import type { CheckRow } from './check-board.ts';
import { Evidence } from './Evidence.tsx';
import { RunningWord } from './RunningWord.tsx';

const LOOK: Readonly<Record<CheckState, { icon: IconName; word: string }>> = {
  pending: { icon: 'wait', word: 'Not run' },
  running: { icon: 'run', word: 'Running' },
  pass: { icon: 'pass', word: 'Pass' },
  fail: { icon: 'fail', word: 'Fail' },
  error: { icon: 'warn', word: 'Could not run' },
};

/** One check: its state in icon and word, its evidence when opened. */
export function CheckItem({ row, open, bench }: { row: CheckRow; open: boolean; bench: Bench }) {
  const { icon, word } = LOOK[row.state];
  return (
    <details class="wb-check" data-check={row.id} data-state={row.state} open={open}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a summary is a button */}
      <summary
        onClick={(event) => {
          event.preventDefault();
          bench.checks.toggle(row.id);
        }}
      >
        <Icon name={icon} />
        <span>{row.title}</span>
        <span class="wb-word">
          {row.state === 'running' ? <RunningWord since={row.since} /> : word}
          <Icon name="chev" />
        </span>
      </summary>
      {open && <Evidence row={row} bench={bench} />}
    </details>
  );
}
