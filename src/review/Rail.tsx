import { useComputed } from '@preact/signals';
import { forecast, MONTH, today } from './figures.ts';
import { KEYS } from './keys.ts';
import type { ReviewSession } from './session.ts';

const DAY = 86_400_000;
const DAYS = 7;

interface Props {
  readonly session: ReviewSession;
  /** Whether keys without a modifier are on. */
  readonly single: boolean;
  onHelp(): void;
}

const WEEKDAY = new Intl.DateTimeFormat('en', { weekday: 'short' });

/** What was done today, what comes, and the keys. Changes with the queue, not with every press. */
export function Rail({ session, single, onHelp }: Props) {
  const { collection, clock, served } = session;
  const queue = useComputed(() => session.view.value.queue).value;
  const now = clock.now();
  const { since } = collection.today();
  const left = queue.now.length;
  const { reviewed, recalled, leftMs } = today(
    collection.gradesSince(now - MONTH),
    left,
    since,
    now,
  );
  const days = forecast(
    served.cards.map(({ key }) => collection.state(key)),
    since,
    DAYS,
  );
  return (
    <aside class="rail" aria-label="Today and keys">
      <section>
        <h2 class="tag">Today</h2>
        <dl class="kv">
          <dt>Reviewed</dt>
          <dd data-slot="reviewed">{reviewed}</dd>
          <dt>Left</dt>
          <dd data-slot="left">{left}</dd>
          <dt>Recalled in 30 days</dt>
          <dd>{recalled === null ? '–' : `${Math.round(recalled * 100)}%`}</dd>
          <dt>Time left, about</dt>
          <dd>{Math.ceil(leftMs / 60_000)} min</dd>
        </dl>
      </section>
      <section>
        <h2 class="tag">Next 7 days</h2>
        <Week days={days} since={since} />
      </section>
      <section class="rail-keys">
        <h2 class="tag">Keys</h2>
        {single ? (
          <dl class="keys">
            {KEYS.map(([keys, what]) => (
              <Key key={what} keys={keys} what={what} />
            ))}
          </dl>
        ) : (
          <p class="muted">Single keys are off.</p>
        )}
        <p>
          <button class="btn btn-sm" type="button" onClick={onHelp}>
            All keys
          </button>
        </p>
      </section>
    </aside>
  );
}

function Week({ days, since }: { days: readonly number[]; since: number }) {
  const most = Math.max(...days, 1);
  return (
    <ol class="week" aria-label="Reviews due each day">
      {days.map((count, index) => (
        <li key={index}>
          {count}
          <i style={{ height: `${Math.round((count / most) * 56) + 1}px` }} />
          {WEEKDAY.format(since + index * DAY)}
        </li>
      ))}
    </ol>
  );
}

export function Key({ keys, what }: { keys: readonly string[]; what: string }) {
  return (
    <>
      <dt>
        {keys.map((key) => (
          <kbd key={key}>{key}</kbd>
        ))}
      </dt>
      <dd>{what}</dd>
    </>
  );
}
