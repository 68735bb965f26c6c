/** A learner's visit to demo-echo, step by step: the same in Node and in a page. */

import type { Clock } from '../../../src/grading/deadline.ts';
import type { FileWrite, Machine } from '../../../src/machine/machine.ts';
import type { Exercise } from '../../../src/schemas/exercise.ts';
import type { CheckResult } from '../../../src/schemas/session.ts';
import { type LiveEvent, type LiveOptions, LiveSession } from '../../../src/session/live.ts';
import type { MachineTree } from '../../../src/session/tree.ts';
import { Shell } from './shell.ts';

const ENABLE = 'sudo systemctl enable --now demo-echo.socket';
const READ = ['ActiveState', 'SubState', 'NAccepted'];
const NC = "printf 'hi\\n' | nc -N 127.0.0.1 9091";
/** The checks are at rest when they have told nothing for so long, ms. */
const REST_MS = 1_000;
/** What a session does to look at a machine. */
const LOOKS: ReadonlySet<string | symbol> = new Set(['facts', 'exec', 'connect']);
/** A look nobody asked for may be in the way of one reading, but not of most. */
const READS = 9;
/** Longest that one step may take, ms: the visit ends there. */
const STEP_MS = 90_000;

export interface Lesson {
  readonly exercise: Exercise;
  readonly start: MachineTree;
  readonly solution: readonly FileWrite[];
}

export interface Figure {
  readonly ms: number;
  /** Instructions of the machine; NaN where nobody counts them. */
  readonly instructions: number;
}

export type Figures = Partial<Record<Step, Figure>>;
export type Step =
  | 'prepare'
  | 'enable'
  | 'nc'
  | 'property_read'
  | 'green'
  | 'check_pass'
  | 'reload'
  | 'status';

export interface VisitOptions {
  readonly machine: Machine;
  readonly lesson: Lesson;
  /** Instructions executed so far, modulo 2^32. */
  readonly instructions: () => number;
  /** As the site's sessions have it. */
  readonly calm: NonNullable<LiveOptions['calm']>;
  /** Whether to stop after the check pass, with what is of interest of a first visit. */
  readonly short?: boolean;
  /** What happens between the saving of the files and the first command. */
  readonly meanwhile: () => Promise<void>;
}

/** As many figures as there was time for. */
export async function visit(options: VisitOptions): Promise<Figures> {
  const { machine, lesson, instructions, meanwhile, calm, short = false } = options;
  const figures: Figures = {};
  const step = async <T>(name: Step, work: () => Promise<T>): Promise<T> => {
    const from = instructions();
    const start = performance.now();
    const result = await within(STEP_MS, work());
    figures[name] = {
      ms: performance.now() - start,
      instructions: (instructions() - from) >>> 0,
    };
    return result;
  };
  const resting = new Resting(calm);
  const looked = resting.follow(machine);
  let live: LiveSession | undefined;
  try {
    const { exercise, start } = lesson;
    const opened = await step('prepare', () =>
      LiveSession.open({
        machine: looked,
        exercise,
        prepare: { start, saved: [] },
        emit: resting.heard,
        calm,
      }),
    );
    live = opened;
    const shell = await within(STEP_MS, Shell.open(machine));
    await machine.writeFiles(lesson.solution);
    await resting.wait();
    await meanwhile();
    await resting.wait();
    await step('enable', () => shell.run(ENABLE));
    await resting.wait();
    await step('nc', () => shell.run(NC));
    // The checks follow by themselves.
    await step('green', () => resting.green());
    await resting.wait();
    const reads: Figure[] = [];
    for (let read = 0; read < READS; read += 1) {
      await step('property_read', () => machine.facts({ units: { 'demo-echo.socket': READ } }));
      if (figures.property_read) reads.push(figures.property_read);
    }
    const middle = reads.toSorted((a, b) => a.ms - b.ms)[READS >> 1];
    if (middle) figures.property_read = middle;
    await step('check_pass', () => opened.check());
    if (short) return figures;
    await resting.wait();
    await step('reload', () => shell.run('sudo systemctl daemon-reload'));
    await resting.wait();
    await step('status', () => shell.run('systemctl --no-pager status demo-echo.socket'));
  } catch (error) {
    if (!(error instanceof TooLong)) throw error;
  } finally {
    live?.dispose();
  }
  return figures;
}

export const clock: Clock = {
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

class TooLong extends Error {}

export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TooLong(`This took longer than ${ms / 1000} s.`)), ms);
  });
  work.catch(() => {});
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

const isPassed = ({ state }: CheckResult) => state === 'pass';

/** Knows how the checks stand, and when they have come to rest. */
class Resting {
  readonly #calm: VisitOptions['calm'];
  #last = performance.now();
  #passed = false;
  #looks = 0;
  readonly heard = (event?: LiveEvent): void => {
    this.#last = performance.now();
    if (event?.type === 'checks') this.#passed = event.results.every(isPassed);
  };

  constructor(calm: VisitOptions['calm']) {
    this.#calm = calm;
  }

  /** The machine, for a session whose looks are to be over before it counts as resting. */
  follow(machine: Machine): Machine {
    return new Proxy(machine, {
      get: (target, name) => {
        const value = Reflect.get(target, name, target);
        if (typeof value !== 'function') return value;
        if (!LOOKS.has(name)) return value.bind(target);
        return async (...of: unknown[]) => {
          this.#looks += 1;
          try {
            return await value.apply(target, of);
          } finally {
            this.#looks -= 1;
            this.#last = performance.now();
          }
        };
      },
    });
  }

  /** Resolves when all checks pass. */
  async green(): Promise<void> {
    while (!this.#passed) await new Promise((wake) => setTimeout(wake, 10));
  }

  async wait(): Promise<void> {
    await this.#calm();
    this.heard();
    const end = performance.now() + 20 * REST_MS;
    while (
      performance.now() < end &&
      (this.#looks > 0 || performance.now() < this.#last + REST_MS)
    ) {
      await new Promise((wake) => setTimeout(wake, 50));
    }
  }
}
