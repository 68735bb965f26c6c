import { useCallback, useMemo, useRef, useState } from 'preact/hooks';
import type { LessonView } from '../../schemas/classroom/class.ts';
import { failuresOf } from './failures.ts';
import { Grid } from './Grid.tsx';
import { GridTools } from './GridTools.tsx';
import {
  arrange,
  countFilters,
  type Entry,
  type Filter,
  held,
  nameRanks,
  type Sort,
} from './order.ts';

interface Props {
  readonly entries: readonly Entry[];
  readonly lesson: LessonView;
  readonly selected: string | null;
  readonly onSelect: (learner: string) => void;
}

/** The grid with its filters; rows keep their places while someone points at one of them. */
export function LiveGrid({ entries, lesson, selected, onSelect }: Props) {
  const [filter, setFilter] = useState<Filter>('all');
  const [sort, setSort] = useState<Sort>('help');
  const [holding, setHolding] = useState(false);
  const shown = useRef<readonly string[]>([]);
  const rows = useMemo(() => new Map(entries.map(({ row }) => [row.id, row])), [entries]);
  const all = [...rows.values()];
  const names = entries.map(({ learner: { id, name } }) => `${id} ${name}`).join('\n');
  const ranks = useMemo(() => nameRanks(entries), [names]);
  const wanted = useMemo(
    () => arrange(entries, filter, sort, ranks),
    [entries, filter, sort, ranks],
  );
  const order = holding ? held(shown.current, wanted) : wanted;
  shown.current = order;
  const choose = useCallback((change: () => void) => {
    shown.current = [];
    change();
  }, []);
  return (
    <>
      <GridTools
        counts={countFilters(all)}
        filter={filter}
        sort={sort}
        onFilter={(next) => choose(() => setFilter(next))}
        onSort={(next) => choose(() => setSort(next))}
      />
      <Grid
        lesson={lesson}
        rows={order.flatMap((id) => rows.get(id) ?? [])}
        failures={failuresOf(all, lesson.checks.length)}
        selected={selected}
        onSelect={onSelect}
        onHold={setHolding}
      />
    </>
  );
}
