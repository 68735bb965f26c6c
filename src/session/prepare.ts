import type { FileWrite, Machine } from '../machine/machine.ts';
import { MAX_FILE_BYTES } from '../schemas/protocol.ts';
import { SessionError } from './session.ts';
import type { MachineTree } from './tree.ts';

const SETUP_TIMEOUT_MS = 30_000;

interface SavedFile {
  readonly path: string;
  readonly content: string;
}

/** What a fresh machine is given before its learner sees it. */
export interface Preparation {
  readonly start: MachineTree;
  /** The learner's own texts of the exercise's files, kept from an earlier machine. */
  readonly saved: readonly SavedFile[];
}

/**
 * Puts the exercise's start into a machine, then the learner's saved files over it; the paths that
 * were left out are returned. Throws SessionError `setup-failed`, or MachineError.
 */
export async function prepare(
  machine: Machine,
  paths: readonly string[],
  { start, saved }: Preparation,
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (start.files.length > 0) await machine.writeFiles(start.files, { signal });
  if (start.setup !== undefined) await setUp(machine, start.setup, signal);
  const kept = saved.filter(({ path, content }) => paths.includes(path) && fits(content));
  const writes: FileWrite[] = kept.map(({ path, content }) => ({ path, content }));
  if (writes.length > 0) await machine.writeFiles(writes, { signal });
  return saved.filter((file) => !kept.includes(file)).map(({ path }) => path);
}

/** Runs a bash script as root, as an exercise's start does. Throws SessionError `setup-failed`. */
async function setUp(machine: Machine, script: string, signal: AbortSignal): Promise<void> {
  // As an argument: from its input, a command that reads would take the script's own lines.
  const done = await machine.exec(['/bin/bash', '-euc', script], {
    timeoutMs: SETUP_TIMEOUT_MS,
    signal,
  });
  if (done.exitCode === 0 && !done.timedOut) return;
  const why = done.timedOut ? 'it did not end in time' : done.stderr.trim().split('\n').at(-1);
  throw new SessionError(
    'setup-failed',
    `The exercise's start could not be set up: ${why}. Start another machine; if that fails too, tell whoever runs this sandbox.`,
  );
}

function fits(content: string): boolean {
  return new TextEncoder().encode(content).length <= MAX_FILE_BYTES;
}
