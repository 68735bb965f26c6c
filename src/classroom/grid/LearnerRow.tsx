import { useMemo } from 'preact/hooks';
import { Icon, type IconName } from '../../workbench/icon.tsx';
import { Name } from '../Name.tsx';
import type { Cell, CellState, GridRow, MachineWord } from './rows.ts';
import { ROLE } from './table-roles.ts';

export const CELL_ICON: Readonly<Record<CellState, IconName>> = {
  pass: 'pass',
  fail: 'fail',
  running: 'run',
  pending: 'wait',
  error: 'warn',
};

const MACHINE_ICON: Readonly<Record<MachineWord, IconName>> = {
  None: 'ring',
  Queued: 'clock',
  Starting: 'run',
  Running: 'dot',
  'In the tab': 'dot',
  Asleep: 'ring',
  Ended: 'ring',
  Failed: 'fail',
};

const THERE: ReadonlySet<MachineWord> = new Set(['Running', 'In the tab']);

interface Props {
  readonly row: GridRow;
  readonly selected: boolean;
  /** Where the Tab key enters the table. */
  readonly stop: boolean;
  readonly onSelect: (learner: string) => void;
}

/** Drawn again only when something in it changes: a class of 200 has 200 of them. */
export function LearnerRow({ row, selected, stop, onSelect }: Props) {
  return useMemo(
    () => (
      <tr
        {...ROLE.row}
        class={row.away ? 'g-row away' : 'g-row'}
        aria-current={selected ? 'true' : undefined}
        onClick={() => onSelect(row.id)}
      >
        <th {...ROLE.header} scope="row" class="g-name">
          <button
            type="button"
            class="who"
            data-learner={row.id}
            tabIndex={stop ? 0 : -1}
            onClick={(event) => {
              event.stopPropagation();
              onSelect(row.id);
            }}
          >
            <Name of={row.name} />
            {row.away && <span class="vh">, not connected</span>}
          </button>
        </th>
        <td {...ROLE.cell} class="g-help">
          <Flags row={row} />
        </td>
        {row.cells.map((cell) => (
          <CheckCell key={cell.check} cell={cell} />
        ))}
        <td {...ROLE.cell} class="g-end g-roomy">
          {row.passed} of {row.cells.length}
        </td>
        <td {...ROLE.cell} class="g-more g-wide">
          {row.workingOn}
        </td>
        <td {...ROLE.cell} class="g-more g-wide">
          <span class={THERE.has(row.machine) ? 'st' : 'st muted'}>
            <Icon name={MACHINE_ICON[row.machine]} />
            {row.machine}
          </span>
        </td>
        <td {...ROLE.cell} class="g-end g-wide">
          {row.hints}
        </td>
        <td {...ROLE.cell} class="g-end g-time g-middle">
          {row.lastChange}
        </td>
      </tr>
    ),
    [row, selected, stop, onSelect],
  );
}

function Flags({ row }: { row: GridRow }) {
  return (
    <>
      {row.hand && (
        <span class="chip busy">
          <Icon name="hand" />
          {row.hand}
        </span>
      )}
      {row.stuck && (
        <span class="chip warn" title={row.stuckOn ?? undefined}>
          <Icon name="clock" />
          {row.stuck}
        </span>
      )}
      {row.away && !row.finished && (
        <span class="chip">
          <Icon name="ring" />
          Away
        </span>
      )}
      {row.finished && (
        <span class="chip pass">
          <Icon name="pass" />
          Finished
        </span>
      )}
    </>
  );
}

function CheckCell({ cell }: { cell: Cell }) {
  const { state, tries, words } = cell;
  return (
    <td {...ROLE.cell} class={`g-check s-${state}`} title={words}>
      <Icon name={CELL_ICON[state]} />
      {state === 'fail' && tries > 1 && (
        <span class="tries" aria-hidden="true">
          {tries}
        </span>
      )}
      <span class="vh">{words}</span>
    </td>
  );
}
