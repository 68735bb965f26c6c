import { useRef } from 'preact/hooks';
import type { LessonView } from '../../schemas/classroom/class.ts';
import type { Failures } from './failures.ts';
import { GridHead } from './GridHead.tsx';
import { LearnerRow } from './LearnerRow.tsx';
import type { GridRow } from './rows.ts';
import { ROLE } from './table-roles.ts';

export interface GridProps {
  readonly lesson: LessonView;
  readonly rows: readonly GridRow[];
  readonly failures: readonly Failures[];
  /** The learner whose panel is open. */
  readonly selected: string | null;
  readonly onSelect: (learner: string) => void;
  /** Someone points at a row, or has the focus in one: the rows must not move away from them. */
  readonly onHold: (held: boolean) => void;
}

/** Learners against checks, as a table that a keyboard walks row by row. */
export function Grid({ lesson, rows, failures, selected, onSelect, onHold }: GridProps) {
  const body = useRef<HTMLTableSectionElement>(null);
  // One stop for the Tab key; arrows walk from there.
  const stop = rows.some(({ id }) => id === selected) ? selected : rows[0]?.id;
  const onKeyDown = (event: KeyboardEvent) => {
    const to = destination(event, body.current);
    if (!to) return;
    event.preventDefault();
    to.focus();
  };
  return (
    <div class="gridwrap">
      <ol class="numlist">
        {lesson.checks.map(({ id, title }, at) => (
          <li key={id}>
            <b>{at + 1}</b> {title}
          </li>
        ))}
      </ol>
      <table
        {...ROLE.table}
        class="grid"
        style={{ '--checks': lesson.checks.length }}
        aria-rowcount={rows.length + 2}
      >
        <caption class="vh">
          Progress of {rows.length} learners on {lesson.checks.length} checks of {lesson.title}
        </caption>
        <GridHead lesson={lesson} failures={failures} />
        <tbody
          {...ROLE.group}
          ref={body}
          onKeyDown={onKeyDown}
          onPointerEnter={() => onHold(true)}
          onPointerLeave={() => onHold(false)}
          onFocusIn={() => onHold(true)}
          onFocusOut={() => onHold(false)}
        >
          {rows.map((row) => (
            <LearnerRow
              key={row.id}
              row={row}
              selected={row.id === selected}
              stop={row.id === stop}
              onSelect={onSelect}
            />
          ))}
        </tbody>
      </table>
      {rows.length === 0 && <p class="nobody">Nobody here to show.</p>}
    </div>
  );
}

/** Where an arrow key leads: the name in another row. */
function destination(event: KeyboardEvent, body: HTMLElement | null): HTMLElement | null {
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || !body) return null;
  const names = [...body.querySelectorAll<HTMLElement>('[data-learner]')];
  const at = names.indexOf(document.activeElement as HTMLElement);
  if (at < 0) return null;
  switch (event.key) {
    case 'ArrowDown':
      return names[at + 1] ?? null;
    case 'ArrowUp':
      return names[at - 1] ?? null;
    case 'Home':
      return names[0] ?? null;
    case 'End':
      return names.at(-1) ?? null;
    default:
      return null;
  }
}
