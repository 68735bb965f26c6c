import type { LessonView } from '../../schemas/classroom/class.ts';
import { Icon } from '../../workbench/icon.tsx';
import { CELL_ICON } from '../grid/LearnerRow.tsx';
import type { GridRow } from '../grid/rows.ts';
import { Name } from '../Name.tsx';
import type { CheckProgress } from './step.ts';

/** From this many learners on their marks would be too small to see from the last row. */
const MARKS_UP_TO = 48;

interface Props {
  readonly lesson: LessonView;
  readonly rows: readonly GridRow[];
  readonly progress: readonly CheckProgress[];
  /** Index of the check the class is at. */
  readonly step: number | null;
  readonly names: boolean;
}

/**
 * Checks against learners, large. Without names the marks are in order of progress, so that
 * nobody can be found by their place.
 */
export function Board({ lesson, rows, progress, step, names }: Props) {
  const marks = rows.length <= MARKS_UP_TO;
  const shown = rows.toSorted((a, b) => b.passed - a.passed);
  return (
    <ol class="board">
      {lesson.checks.map(({ id, title }, at) => {
        const { passed, failing, of } = progress[at] ?? { passed: 0, failing: 0, of: 0 };
        return (
          <li key={id} class={at === step ? 'board-now' : undefined} data-check={id}>
            <span class="board-n">{at + 1}</span>
            <span class="board-title">{title}</span>
            {marks ? (
              <span class="board-marks" aria-hidden="true">
                {shown.map((row) => {
                  const state = row.cells[at]?.state ?? 'pending';
                  return (
                    <span key={row.id} class={`s-${state}`}>
                      <Icon name={CELL_ICON[state]} />
                    </span>
                  );
                })}
              </span>
            ) : (
              <meter class="board-bar" min={0} max={of || 1} value={passed} aria-hidden="true" />
            )}
            <span class="board-count">
              <b>{passed}</b> of {of}
              {failing > 0 && <span class="c-fail">, {failing} fail</span>}
            </span>
          </li>
        );
      })}
      {names && (
        <li class="board-names">
          {shown.map(({ id, name, passed, cells, finished }) => (
            <span key={id} class={finished ? 'chip pass' : 'chip'}>
              {finished && <Icon name="pass" />}
              <Name of={name} /> {passed} of {cells.length}
            </span>
          ))}
        </li>
      )}
    </ol>
  );
}
