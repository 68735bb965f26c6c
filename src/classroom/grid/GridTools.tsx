import { Icon, type IconName } from '../../workbench/icon.tsx';
import { CELL_ICON } from './LearnerRow.tsx';
import { FILTERS, type Filter, SORTS, type Sort } from './order.ts';

const FILTER_ICON: Readonly<Partial<Record<Filter, IconName>>> = {
  hand: 'hand',
  stuck: 'clock',
  finished: 'pass',
};

interface Props {
  readonly counts: Readonly<Record<Filter, number>>;
  readonly filter: Filter;
  readonly sort: Sort;
  readonly onFilter: (filter: Filter) => void;
  readonly onSort: (sort: Sort) => void;
}

/** Which rows, in which order, and what the shapes in them mean. */
export function GridTools({ counts, filter, sort, onFilter, onSort }: Props) {
  return (
    <div class="tools">
      <fieldset class="seg">
        <legend class="vh">Show</legend>
        {keys(FILTERS).map((each) => (
          <button
            key={each}
            type="button"
            data-filter={each}
            aria-pressed={each === filter}
            onClick={() => onFilter(each)}
          >
            {FILTER_ICON[each] && <Icon name={FILTER_ICON[each]} />}
            {FILTERS[each]} {counts[each]}
          </button>
        ))}
      </fieldset>
      <label class="field">
        Sort
        <select value={sort} onChange={({ currentTarget }) => onSort(currentTarget.value as Sort)}>
          {keys(SORTS).map((each) => (
            <option key={each} value={each}>
              {SORTS[each]}
            </option>
          ))}
        </select>
      </label>
      <p class="legend">
        <span class="st c-pass">
          <Icon name={CELL_ICON.pass} />
          Pass
        </span>
        <span class="st c-fail">
          <Icon name={CELL_ICON.fail} />
          Fail, tries
        </span>
        <span class="st c-busy">
          <Icon name={CELL_ICON.running} />
          Running
        </span>
        <span class="st muted">
          <Icon name={CELL_ICON.pending} />
          Not run
        </span>
      </p>
    </div>
  );
}

const keys = <K extends string>(of: Readonly<Record<K, unknown>>) => Object.keys(of) as K[];
