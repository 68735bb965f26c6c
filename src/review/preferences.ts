/** What a person may switch off in this browser. */
import { useState } from 'preact/hooks';
import type { KeyValueStore } from '../storage.ts';

/** Keys without a modifier (WCAG 2.2, 2.1.4), and swipes. */
export type Preference = 'keys' | 'swipe';

/** On until it is switched off. */
export function usePreference(
  keep: KeyValueStore,
  name: Preference,
): readonly [boolean, (on: boolean) => void] {
  const place = `lab:review-${name}`;
  const [on, setOn] = useState(() => keep.get(place) !== 'off');
  return [
    on,
    (on) => {
      keep.set(place, on ? 'on' : 'off');
      setOn(on);
    },
  ];
}
