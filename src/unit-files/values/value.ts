import type { SystemdVersion } from '../directives/directives.ts';
import type { Unit } from '../rules/unit.ts';

/**
 * Why systemd gives up on a unit while reading it: `bad-setting` (it says so and does not start the
 * unit), or `failed` (it could not read on).
 */
export type Stop = 'bad-setting' | 'failed';

/** What is wrong with a value, in our words. */
export interface Complaint {
  /** Stable id of the diagnostic. */
  readonly id: string;
  /** One plain sentence: the fault. */
  readonly message: string;
  /** The consequence or what to do; that systemd ignores the setting when left out. */
  readonly detail?: string;
  /** The piece of the value it is about, as indexes into it; all of it when left out. */
  readonly part?: Part;
  /** verify prints it without file and line. */
  readonly unplaced?: boolean;
}

export interface Part {
  readonly from: number;
  readonly to: number;
}

/** One assignment as its value parser sees it. */
export interface Setting {
  /** The unit the assignment changes. */
  readonly unit: Unit;
  readonly section: string;
  readonly key: string;
  /** From the directive, for example `RLIMIT_NOFILE`. */
  readonly argument: string;
  readonly value: string;
  readonly version: SystemdVersion;
  /** Line systemd names, from 1. */
  readonly line: number;
  /** Asks for another unit by name, to be loaded after this one; undefined for a bad name. */
  load(id: string): Unit | undefined;
  /** systemd logs a warning and ignores the setting; verify fails. */
  warn(complaint: Complaint): void;
  /** systemd logs an error; verify fails. */
  error(complaint: Complaint): void;
  /** systemd mentions it; verify passes. */
  note(complaint: Complaint): void;
  /** systemd gives up on the unit once this setting is read. */
  stop(reason: Stop): void;
}

/** Reads the value of a directive: complains about it, or changes the unit. */
export type ValueParser = (setting: Setting) => void;

/** Value parsers by value type. */
export type ValueParsers = Readonly<Record<string, ValueParser>>;
