import { type Shortcuts, shortcutsOn } from './shortcuts.ts';

/** A key combination, as this keyboard names it. */
export function Keys({ of }: { of: keyof Shortcuts }) {
  const platform = 'navigator' in globalThis ? navigator.platform : '';
  return (
    <span class="nowrap">
      {shortcutsOn(platform)[of].map((key, at) => (
        <>
          {at > 0 && ' '}
          <kbd>{key}</kbd>
        </>
      ))}
    </span>
  );
}
