import type { Clock } from '../../grading/deadline.ts';
import { type Machine, MachineError } from '../../machine/machine.ts';
import { takeWork } from './work.ts';
import type { Work, WorkStore } from './work-store.ts';

/** The work is taken out once nothing has happened for this long, ms. */
const QUIET_MS = 2_500;
/** And at the latest this long after something happened, ms. */
const LATEST_MS = 30_000;

export interface KeeperOptions {
  readonly exercise: string;
  readonly store: WorkStore;
  readonly clock: Clock;
  readonly machine: Machine;
  /** Paths the exercise began with. */
  readonly start: readonly string[];
  /** What the machine was given when it started; undefined: nothing. */
  readonly work: Work | undefined;
  /** The browser does not keep the work. Called once. */
  readonly refused: () => void;
  /** The machine has lost the programs that take the work out of it. Called once. */
  readonly broken: () => void;
}

/** Keeps the learner's work on one machine in the browser, as it changes. */
export class Keeper {
  private readonly options: KeeperOptions;
  private readonly over = new AbortController();
  private work: Work;
  private dirty = false;
  private cancelQuiet = () => {};
  private cancelLatest: (() => void) | undefined;
  private turn: Promise<void> = Promise.resolve();
  private told = false;
  private toldBroken = false;

  constructor(options: KeeperOptions) {
    this.options = options;
    this.work = options.work ?? { archive: '', removed: [], saved: {} };
  }

  /** Something may have changed on the machine. */
  touch(): void {
    if (this.over.signal.aborted) return;
    this.dirty = true;
    const take = () => void this.settle();
    this.cancelQuiet();
    this.cancelQuiet = this.options.clock.after(QUIET_MS, take);
    this.cancelLatest ??= this.options.clock.after(LATEST_MS, take);
  }

  /** A file was saved in the editor: kept at once, without asking the machine. */
  async saved(path: string, content: string): Promise<void> {
    this.work = { ...this.work, saved: { ...this.work.saved, [path]: content } };
    this.touch();
    await this.write();
  }

  /** Resolves when the work as of now is kept, or cannot be. */
  settle(): Promise<void> {
    this.stopWaiting();
    this.turn = this.turn.then(() => this.take());
    return this.turn;
  }

  dispose(): void {
    this.over.abort();
    this.stopWaiting();
  }

  private stopWaiting(): void {
    this.cancelQuiet();
    this.cancelLatest?.();
    this.cancelLatest = undefined;
  }

  private async take(): Promise<void> {
    const { signal } = this.over;
    if (!this.dirty || signal.aborted) return;
    this.dirty = false;
    const before = this.work.saved;
    const { machine, start } = this.options;
    // A machine in trouble keeps its earlier work; what comes of the machine is its owner's matter.
    const taken = await takeWork(machine, start, signal).catch((error: unknown) => {
      if (error instanceof MachineError && error.code === 'cannot-run') this.tellBroken();
      return undefined;
    });
    if (signal.aborted) return;
    if (!taken) {
      this.dirty = true;
      return;
    }
    const later = Object.entries(this.work.saved).filter(([path, text]) => before[path] !== text);
    this.work = { ...taken, saved: Object.fromEntries(later) };
    await this.write();
  }

  private tellBroken(): void {
    if (this.toldBroken) return;
    this.toldBroken = true;
    this.options.broken();
  }

  private async write(): Promise<void> {
    const { store, exercise, refused } = this.options;
    if ((await store.keep(exercise, this.work)) || this.told) return;
    this.told = true;
    refused();
  }
}
