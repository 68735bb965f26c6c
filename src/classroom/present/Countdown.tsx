import { useState } from 'preact/hooks';

const MINUTES = [5, 10, 15, 20];

interface Props {
  /** When the class ends, if that was said. */
  readonly endsAt: number | undefined;
  /** On the server's clock, ms. */
  readonly now: number;
}

/** Time left for the step, as set here; until then, for the class. */
export function Countdown({ endsAt, now }: Props) {
  const [until, setUntil] = useState<number | null>(null);
  const target = until ?? endsAt ?? null;
  return (
    <div class="countdown">
      {target !== null && (
        <p class="countdown-time" role="timer">
          {clockFace(target - now)}
        </p>
      )}
      <p class="row">
        <span class="small muted">{until === null ? 'Set a timer' : 'Timer'}</span>
        {MINUTES.map((minutes) => (
          <button
            key={minutes}
            class="btn btn-sm"
            type="button"
            onClick={() => setUntil(now + minutes * 60_000)}
          >
            {minutes} min
          </button>
        ))}
        {until !== null && (
          <button class="btn btn-sm" type="button" onClick={() => setUntil(null)}>
            Clear
          </button>
        )}
      </p>
    </div>
  );
}

/** `4:05`, `1:02:09`; `0:00` once it is over. */
export function clockFace(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1_000));
  const two = (n: number) => String(n).padStart(2, '0');
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}
