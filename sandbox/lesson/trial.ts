import { randomUUID } from 'node:crypto';
import type { ExecResult, FileWrite, Machine } from '../../src/machine/machine.ts';
import type { Exercise } from '../../src/schemas/exercise.ts';
import type { CheckResult } from '../../src/schemas/session.ts';
import { LiveSession } from '../../src/session/live.ts';
import type { MachineTree } from '../../src/session/tree.ts';
import { DEFAULT_LIMITS, type Engine } from '../engines/engine.ts';
import { OURS } from './machines.ts';

const SCRIPT_TIMEOUT_MS = 60_000;

/**
 * A machine that is slow is looked at only when it is asked for: what a session looks at unasked
 * would cost it as much as the script it runs meanwhile.
 */
const NEVER_CALM = () => new Promise<void>(() => {});

/** A fresh machine with an exercise's start in it, graded the way a learner's session is. */
export class Trial {
  readonly machine: Machine;
  readonly live: LiveSession;

  private constructor(machine: Machine, live: LiveSession) {
    this.machine = machine;
    this.live = live;
  }

  static async open(
    engine: Engine,
    exercise: Exercise,
    start: MachineTree,
    signal?: AbortSignal,
  ): Promise<Trial> {
    const machine = await bootMachine(engine, signal);
    try {
      const prepare = { start, saved: [] };
      const live = await LiveSession.open({
        machine,
        exercise,
        prepare,
        emit() {},
        ...(signal && { signal }),
        ...(isSlow(machine) && { calm: NEVER_CALM }),
      });
      return new Trial(machine, live);
    } catch (error) {
      await machine.dispose();
      throw error;
    }
  }

  /** All checks, as Ctrl+Enter carries them out. */
  async grade(): Promise<readonly CheckResult[]> {
    await this.live.check();
    return this.live.snapshot().flatMap((event) => (event.type === 'checks' ? event.results : []));
  }

  async dispose(): Promise<void> {
    this.live.dispose();
    await this.machine.dispose();
  }
}

function isSlow({ info: { pace = 1 } }: Machine): boolean {
  return pace > 1;
}

/** A machine for one purpose; its owner disposes of it. */
export function bootMachine(engine: Engine, signal?: AbortSignal): Promise<Machine> {
  return engine.create({ labels: OURS, limits: DEFAULT_LIMITS }, signal);
}

/** Writes files if there are any. */
export async function putFiles(machine: Machine, files: readonly FileWrite[]): Promise<void> {
  if (files.length > 0) await machine.writeFiles(files);
}

/**
 * Runs a script as the learner would type it: a login shell, in their home, with no terminal. It
 * lies in a file, so that commands which read their input do not read the script.
 */
export async function runAsLearner(
  machine: Machine,
  script: string,
  timeoutMs = SCRIPT_TIMEOUT_MS,
): Promise<ExecResult> {
  const path = `/tmp/.${randomUUID()}.sh`;
  await machine.writeFiles([{ path, content: script, user: 'learner' }]);
  try {
    return await machine.exec(['/bin/bash', '-l', path], {
      user: 'learner',
      cwd: '/home/learner',
      timeoutMs,
    });
  } finally {
    await machine.exec(['/bin/rm', '-f', path]);
  }
}
