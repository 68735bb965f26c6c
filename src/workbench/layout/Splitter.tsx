import { useRef } from 'preact/hooks';
import type { PaneLayout } from './pane-layout.ts';
import { LIMITS, type PaneSizes, sizeForKey } from './sizes.ts';

export interface SplitterProps {
  readonly layout: PaneLayout;
  readonly pane: keyof PaneSizes;
  /** Id of the pane whose size it sets. */
  readonly controls: string;
  readonly label: string;
  /** The size that puts the separator under the pointer. `box` is the workbench. */
  readonly sizeAt: (event: PointerEvent, box: HTMLElement) => number;
}

/** Drag it, or use arrow keys, Home and End; the buttons in the panes' heads do the same. */
export function Splitter({ layout, pane, controls, label, sizeAt }: SplitterProps) {
  const dragging = useRef(false);
  const size = layout.sizes.value[pane];
  const { min, max } = LIMITS[pane];
  const isRow = pane === 'editor';

  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0 || !(event.currentTarget instanceof HTMLElement)) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    dragging.current = true;
  };
  const onPointerMove = (event: PointerEvent) => {
    if (!dragging.current || !(event.currentTarget instanceof HTMLElement)) return;
    const box = event.currentTarget.parentElement;
    if (box) layout.resize(pane, sizeAt(event, box));
  };
  const stop = () => {
    dragging.current = false;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const [grow, shrink] = isRow ? ['ArrowDown', 'ArrowUp'] : ['ArrowLeft', 'ArrowRight'];
    const to = sizeForKey(event.key, size, LIMITS[pane], grow, shrink);
    if (to === null) return;
    event.preventDefault();
    layout.resize(pane, to);
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: hr cannot take a value or the focus
    <div
      class={`wb-split wb-split-${isRow ? 'row' : 'column'}`}
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-controls={controls}
      aria-orientation={isRow ? 'horizontal' : 'vertical'}
      aria-valuenow={size}
      aria-valuemin={min}
      aria-valuemax={max}
      aria-valuetext={isRow ? `${size} percent` : `${size} pixels`}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={stop}
      onPointerCancel={stop}
      onKeyDown={onKeyDown}
    />
  );
}
