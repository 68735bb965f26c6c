import { useEffect } from 'preact/hooks';
import type { Bench } from '../bench.ts';
import { Icon } from '../icon.tsx';
import { useRemaining } from './clock.ts';
import { formatRemaining, timeWarning } from './time.ts';

/** Five minutes before the machine ends: said once, shown until there is more time. */
export function TimeNotice({ bench }: { bench: Bench }) {
  const { connection, notices } = bench;
  const view = connection.phase.value === 'ready' ? connection.view.value : null;
  const { expiresAt, idleAt } = view ?? {};
  const first = Math.min(expiresAt ?? Number.POSITIVE_INFINITY, idleAt ?? Number.POSITIVE_INFINITY);
  const left = useRemaining(Number.isFinite(first) ? first : undefined);
  const warning = left === null ? null : timeWarning(first - left, expiresAt, idleAt);
  const kind = warning?.kind;
  useEffect(() => {
    if (kind === 'expiry')
      notices.say('The machine ends in less than 5 minutes. You can add time.');
    if (kind === 'idle') notices.say('The machine ends in less than 5 minutes unless you use it.');
  }, [kind, notices]);
  if (!warning || left === null) return null;
  const words = formatRemaining(warning.at - (first - left));
  return (
    <div class="wb-notice warn">
      <Icon name="clock" />
      {warning.kind === 'expiry' ? (
        <p>
          <b class="num">The machine ends in {words}.</b> Your files are kept.
        </p>
      ) : (
        <p>
          <b class="num">Nobody uses the machine. It ends in {words}.</b> Type in the terminal or
          save a file to keep it.
        </p>
      )}
      {warning.kind === 'expiry' && (
        <button class="btn btn-sm" type="button" onClick={() => void bench.extend()}>
          Add time
        </button>
      )}
    </div>
  );
}
