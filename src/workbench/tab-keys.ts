/** Which tab a key leads to in a row of `count` tabs; null when the key means nothing there. */
export function tabForKey(key: string, at: number, count: number): number | null {
  switch (key) {
    case 'ArrowRight':
      return (at + 1) % count;
    case 'ArrowLeft':
      return (at - 1 + count) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}

/** Moves focus and selection along a tab list, as the ARIA pattern for tabs asks. */
export function onTabKeys(event: KeyboardEvent): void {
  const { currentTarget, target } = event;
  if (!(currentTarget instanceof HTMLElement) || !(target instanceof HTMLElement)) return;
  const tabs = [...currentTarget.querySelectorAll<HTMLElement>('[role="tab"]')].filter(
    (tab) => tab.offsetParent !== null,
  );
  const to = tabForKey(event.key, tabs.indexOf(target), tabs.length);
  const tab = to === null ? undefined : tabs[to];
  if (!tab) return;
  event.preventDefault();
  tab.focus();
  tab.click();
}
