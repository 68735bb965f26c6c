/** How the learner arranged the panes; kept in the browser. */
import { signal } from '@preact/signals';
import type { KeyValueStore } from '../../storage.ts';
import { DEFAULT_SIZES, LIMITS, type PaneSizes, parseSizes, resize } from './sizes.ts';

/** The panes that take turns where there is no room for all. */
export type Pane = 'editor' | 'terminal' | 'checks';

const KEY = 'lab:layout';

export class PaneLayout {
  private readonly store: KeyValueStore;
  readonly sizes = signal<PaneSizes>(DEFAULT_SIZES);
  /** The pane in front where panes share the room. */
  readonly front = signal<Pane>('editor');

  constructor(store: KeyValueStore) {
    this.store = store;
  }

  restore(): void {
    this.sizes.value = parseSizes(this.store.get(KEY));
  }

  resize(pane: keyof PaneSizes, to: number): void {
    this.sizes.value = resize(this.sizes.value, pane, to);
    this.store.set(KEY, JSON.stringify(this.sizes.value));
  }

  /** One press of a pane's button: `1` gives it more room, `-1` less. */
  leap(pane: keyof PaneSizes, direction: 1 | -1): void {
    this.resize(pane, this.sizes.value[pane] + direction * LIMITS[pane].leap);
  }
}
