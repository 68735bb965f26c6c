/** A finger drawn sideways over an answered card grades it; up and down it scrolls as always. */
import type { Grade } from './log.ts';

export interface Drawn {
  /** Since the finger came down, CSS px; right and down are positive. */
  readonly dx: number;
  readonly dy: number;
}

/** So far a finger has to go before it counts, CSS px. */
const FAR_ENOUGH = 72;
/** Steeper than this is scrolling. */
const STEEPEST = 0.5;

/** Left is Again, right is Good; null when it was no swipe. */
export function swipedTo({ dx, dy }: Drawn): Extract<Grade, 1 | 3> | null {
  if (Math.abs(dx) < FAR_ENOUGH || Math.abs(dy) > Math.abs(dx) * STEEPEST) return null;
  return dx < 0 ? 1 : 3;
}

/** Where a finger does something else: fields, and what scrolls sideways itself. */
const TAKEN = 'input, textarea, select, [tabindex="0"], .columns';

/**
 * Watches `card` for swipes until the answer's function is called. While a finger is down,
 * `data-swipe` on the card says what letting go would do, and `--swipe` how far it is drawn.
 */
export function watchSwipes(card: HTMLElement, onGrade: (grade: Grade) => void): () => void {
  const stop = new AbortController();
  let from: { readonly id: number; readonly x: number; readonly y: number } | null = null;
  const reset = (): void => {
    from = null;
    delete card.dataset.swipe;
    card.style.removeProperty('--swipe');
  };
  const drawn = (event: PointerEvent): Drawn | null =>
    from?.id === event.pointerId
      ? { dx: event.clientX - from.x, dy: event.clientY - from.y }
      : null;
  const on = (
    name: 'pointerdown' | 'pointermove' | 'pointerup' | 'pointercancel',
    hear: (event: PointerEvent) => void,
  ) => card.addEventListener(name, hear, { signal: stop.signal });

  on('pointerdown', (event) => {
    if (event.pointerType !== 'touch' || !event.isPrimary) return reset();
    if (event.target instanceof Element && event.target.closest(TAKEN)) return;
    from = { id: event.pointerId, x: event.clientX, y: event.clientY };
  });
  on('pointermove', (event) => {
    const way = drawn(event);
    if (!way) return;
    const grade = swipedTo(way);
    if (grade) card.dataset.swipe = String(grade);
    else delete card.dataset.swipe;
    card.style.setProperty('--swipe', `${way.dx}px`);
  });
  on('pointerup', (event) => {
    const way = drawn(event);
    reset();
    const grade = way && swipedTo(way);
    if (grade) onGrade(grade);
  });
  on('pointercancel', reset);
  return () => {
    stop.abort();
    reset();
  };
}
