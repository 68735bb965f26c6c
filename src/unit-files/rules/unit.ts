import type { UnitDocument } from '../parser/document.ts';
import type { UnitName } from '../values/unit-name.ts';

/** How loading a unit ended, as systemd names it. */
export type LoadState = 'loaded' | 'not-found' | 'masked' | 'bad-setting' | 'error';

/** A unit while it is loaded and after: its name and what its settings amount to so far. */
export interface Unit {
  /** Full name, with instance: `echo@1.service`. */
  readonly id: string;
  readonly name: UnitName;
  /** File it was read from, by name; undefined when there is none. */
  file: string | undefined;
  document: UnitDocument | undefined;
  state: LoadState;
  readonly settings: Settings;
}

/** What later rules ask about. A refused value leaves the earlier one here, as in systemd. */
export interface Settings {
  /** Accept= of a socket. */
  accept: boolean;
}

export function newSettings(): Settings {
  return { accept: false };
}
