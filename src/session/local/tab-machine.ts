import type { Machine } from '../../machine/machine.ts';
import type { Exercise } from '../../schemas/exercise.ts';
import type { MachineTree } from '../tree.ts';

/** A machine whose computer runs in this tab. */
export interface TabMachine {
  readonly machine: Machine;
  /** Why its download is not kept in this browser, and what to do; undefined: it is. */
  readonly notKept: string | undefined;
  /** Called with true when the machine has been computing for a while, and with false when it rests. */
  onThinking: (thinking: boolean) => void;
  /** Resolves when the machine has nothing to compute, or computes on and on. Never rejects. */
  calm(): Promise<void>;
}

/** Starts a machine in this tab. Rejects with a MachineError or SessionError, or when called off. */
export type StartTabMachine = (signal: AbortSignal) => Promise<TabMachine>;

/** The part of a lesson a session needs. */
export interface LocalLesson {
  readonly exercise: Exercise;
  readonly start: MachineTree;
}
