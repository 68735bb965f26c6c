import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { untilNextChange } from './time.ts';

/** Browsers cut longer timers short. */
const LONGEST_MS = 60 * 60 * 1_000;

/** Milliseconds until `at`, drawn again whenever its words change; null while there is no `at`. */
export function useRemaining(at: number | undefined): number | null {
  const now = useSignal(0);
  const current = now.value || Date.now();
  useEffect(() => {
    if (at === undefined) return;
    let timer: ReturnType<typeof setTimeout>;
    const tick = () => {
      now.value = Date.now();
      timer = setTimeout(tick, Math.min(LONGEST_MS, untilNextChange(at - now.value)));
    };
    tick();
    return () => clearTimeout(timer);
  }, [at, now]);
  return at === undefined ? null : at - current;
}
