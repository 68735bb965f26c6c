import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Bench } from '../bench.ts';
import { Icon } from '../icon.tsx';
import { Keys } from '../Keys.tsx';
import { RoomButton } from '../layout/RoomButton.tsx';
import { formatClock } from '../machine/time.ts';
import { wordsFor } from '../tell-cards.ts';
import { CheckItem } from './CheckItem.tsx';

export function ChecksPane({ bench }: { bench: Bench }) {
  const { checks, connection, layout } = bench;
  const { pass, total } = checks.count.value;
  const { rows, open } = checks.board.value;
  const lastRun = checks.lastRun.value;
  const ready = connection.phase.value === 'ready';
  return (
    <>
      <div class="phead wb-head">
        <h2 class="tag">Checks</h2>
        <span class="small num" title={lastRun === null ? 'Not run yet' : undefined}>
          {pass} of {total} pass
        </span>
        <span class="end">
          <button
            class="btn btn-sm"
            type="button"
            data-action="run-checks"
            disabled={!ready || checks.asked.value}
            onClick={() => void checks.run()}
          >
            <Icon name="play" />
            Run all
          </button>
          <RoomButton layout={layout} pane="checks" />
        </span>
      </div>
      {checks.complete.value && <Complete bench={bench} total={total} />}
      <div class="wb-list">
        {rows.map((row) => (
          <CheckItem key={row.id} row={row} open={row.id === open} bench={bench} />
        ))}
      </div>
      <p class="wb-foot tiny muted">
        <span class="num">
          {lastRun === null ? 'Not run yet' : `Last run ${formatClock(lastRun)}`}
        </span>
        <span>
          <Keys of="check" /> runs them
        </span>
      </p>
    </>
  );
}

/** All done: said once, calmly, with the way on that the lesson itself offers. */
function Complete({ bench, total }: { bench: Bench; total: number }) {
  const cards = bench.cards.value;
  const next = useSignal<{ href: string; text: string } | null>(null);
  useEffect(() => {
    const link = document.querySelector<HTMLAnchorElement>('a[rel~="next"]');
    if (link) next.value = { href: link.href, text: link.textContent.trim() };
  }, [next]);
  return (
    <div class="wb-complete">
      <Icon name="pass" class="i-20" />
      <p>
        <b>All {total} checks pass.</b> Your machine does what the exercise asks for.
        {cards && (
          <>
            {' '}
            <span data-slot="cards">{wordsFor(cards)}</span> <a href="/review">Review them</a>
          </>
        )}
      </p>
      {next.value && (
        <a class="btn btn-sm" href={next.value.href}>
          {next.value.text}
          <Icon name="arrow" />
        </a>
      )}
    </div>
  );
}
