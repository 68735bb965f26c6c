import type { Speed, WarmUpOptions } from '../../machine/emulator/warm-up.ts';
import { browserStore, type KeyValueStore } from '../../storage.ts';

/** Whether compiled code is the faster one in this browser: measured on the first visit. */
const KEY = 'lab:machine-speed';

const isSpeed = (kept: string | null): kept is Speed =>
  kept === 'compiled' || kept === 'interpreted';

/** What is known of this browser, and where to put what is found out. */
export function keptSpeed(
  store: KeyValueStore = browserStore(() => localStorage),
): Pick<WarmUpOptions, 'known' | 'found'> {
  const kept = store.get(KEY);
  return {
    known: isSpeed(kept) ? kept : undefined,
    found: (speed) => void store.set(KEY, speed),
  };
}
