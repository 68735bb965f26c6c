import { useCallback, useMemo, useRef, useState } from 'preact/hooks';
import type { LessonView } from '../../schemas/classroom/class.ts';
import type { LearnerView } from '../../schemas/classroom/learner.ts';
import { failuresOf } from './failures.ts';
import { Grid } from './Grid.tsx';
import { GridTools } from './GridTools.tsx';
import { arrange, countFilters, type Filter, held, type Sort } from './order.ts';
import { type GridRow, rowOf, sameOrNew } from './rows.ts';

interface Props {
  readonly learners: readonly LearnerView[];
  readonly lesson: LessonView;
  /** On the server's clock, ms. */
  readonly now: number;
  readonly selected: string | null;
  readonly onSelect: (learner: string) => void;
}

/** The grid with its filters; rows keep their places while someone points at one of them. */
export function LiveGrid({ learners, lesson, now, selected, onSelect }: Props) {
  const [filter, setFilter] = useState<Filter>('all');
  const [sort, setSort] = useState<Sort>('help');
  const [holding, setHolding] = useState(false);
  const shown = useRef<readonly string[]>([]);
  const rows = useRows(learners, lesson, now);

  const all = [...rows.values()];
  const wanted = useMemo(
    () =>
      arrange(
        learners.flatMap((learner) => {
          const row = rows.get(learner.id);
          return row ? [{ learner, row }] : [];
        }),
        filter,
        sort,
      ),
    [learners, rows, filter, sort],
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

/** Rows by learner; one that reads the same stays the same object, and is not drawn again. */
function useRows(
  learners: readonly LearnerView[],
  lesson: LessonView,
  now: number,
): ReadonlyMap<string, GridRow> {
  const before = useRef<ReadonlyMap<string, GridRow>>(new Map());
  return useMemo(() => {
    before.current = new Map(
      learners.map((learner) => [
        learner.id,
        sameOrNew(before.current.get(learner.id), rowOf(learner, lesson, now)),
      ]),
    );
    return before.current;
  }, [learners, lesson, now]);
}
