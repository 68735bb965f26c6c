import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

/** "Running", with the seconds from the second one on. */
export function RunningWord({ since }: { since: number }) {
  const seconds = useSignal(0);
  useEffect(() => {
    const timer = setInterval(() => {
      seconds.value = Math.floor((Date.now() - since) / 1_000);
    }, 1_000);
    return () => clearInterval(timer);
  }, [since, seconds]);
  return <>{seconds.value >= 2 ? `Running, ${seconds.value} s` : 'Running'}</>;
}
