/** Brings a screen of the labs to life in the place its page keeps for it. */
import { type ComponentType, h, render } from 'preact';

export function mountScreen(Screen: ComponentType): void {
  const place = document.querySelector<HTMLElement>('[data-screen]');
  if (!place) return;
  place.replaceChildren();
  render(h(Screen, {}), place);
}

/** What the address names: `?id=` of a class, `?learner=` in it. */
export const fromAddress = (name: string): string =>
  new URLSearchParams(location.search).get(name) ?? '';
