import type { LessonView } from '../../schemas/classroom/class.ts';
import type { Failures } from './failures.ts';
import { ROLE } from './table-roles.ts';

const TALLEST_REM = 3.25;

/** Failures of each check as bars, each above its own column. */
export function GridHead({
  lesson,
  failures,
}: {
  lesson: LessonView;
  failures: readonly Failures[];
}) {
  return (
    <thead {...ROLE.group}>
      <tr {...ROLE.row} class="bars">
        <th {...ROLE.header} scope="row" class="bars-label" colSpan={2}>
          Learners failing each check now
        </th>
        {lesson.checks.map(({ id }, at) => {
          const { count, share, most } = failures[at] ?? { count: 0, share: 0, most: false };
          return (
            <td {...ROLE.cell} class="bars-cell" key={id} data-failing={count}>
              <div class={most ? 'bar-v bar-most' : 'bar-v'}>
                <span>{count}</span>
                <i style={{ height: `${share * TALLEST_REM}rem` }} />
              </div>
            </td>
          );
        })}
        <td {...ROLE.cell} class="g-roomy" colSpan={5} />
      </tr>
      <tr {...ROLE.row} class="grid-heads">
        <th {...ROLE.column} scope="col" class="h-name g-roomy">
          Learner
        </th>
        <th {...ROLE.column} scope="col" class="g-roomy">
          Needs help
        </th>
        {lesson.checks.map(({ id, title }, at) => (
          <th {...ROLE.column} scope="col" class="h-check" key={id} title={title}>
            <span>{at + 1}</span>
            <span class="vh"> {title}</span>
            <code aria-hidden="true">{id}</code>
          </th>
        ))}
        <th {...ROLE.column} scope="col" class="h-end g-roomy">
          Passed
        </th>
        <th {...ROLE.column} scope="col" class="g-wide">
          Working on
        </th>
        <th {...ROLE.column} scope="col" class="g-wide">
          Machine
        </th>
        <th {...ROLE.column} scope="col" class="h-end g-wide">
          Hints
        </th>
        <th {...ROLE.column} scope="col" class="h-end h-time g-middle">
          Last change
        </th>
      </tr>
    </thead>
  );
}
