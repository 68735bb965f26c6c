import { useEffect, useState } from 'preact/hooks';
import type { ClassClient } from './client.ts';

/** The server's clock, looked at every `everyMs` and whenever the component is drawn again. */
export function useNow(client: ClassClient, everyMs = 15_000): number {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((ticks) => ticks + 1), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return client.now();
}
