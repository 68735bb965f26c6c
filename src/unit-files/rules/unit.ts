import type { UnitDocument } from '../parser/document.ts';
import type { Command } from '../values/command.ts';
import type { Listener } from '../values/listen.ts';
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

/**
 * What is in force after resets and refused values: a refused value leaves the earlier one. By
 * directive name; only what later rules ask about is kept.
 */
export interface Settings {
  /** Booleans. */
  readonly flags: Map<string, boolean>;
  /** Time spans in microseconds. */
  readonly times: Map<string, bigint>;
  readonly numbers: Map<string, number>;
  /** Words of enumerations, names, paths. */
  readonly words: Map<string, string>;
  readonly lists: Map<string, string[]>;
  /** Exec…= commands. */
  readonly commands: Map<string, Command[]>;
  /** Listen…= in order, all kinds together. */
  readonly listeners: Listener[];
  readonly symlinks: string[];
  /** Service= of a socket. */
  service: Unit | undefined;
}

export function newSettings(): Settings {
  return {
    flags: new Map(),
    times: new Map(),
    numbers: new Map(),
    words: new Map(),
    lists: new Map(),
    commands: new Map(),
    listeners: [],
    symlinks: [],
    service: undefined,
  };
}
