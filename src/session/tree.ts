import type { FileWrite } from '../machine/machine.ts';

/** Files to put into a machine, rooted at its `/`, and what to do then. */
export interface MachineTree {
  readonly files: readonly FileWrite[];
  /** A bash script, run as root once the files are there. */
  readonly setup?: string;
}
