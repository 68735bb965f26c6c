/** Reads trees of a lesson folder that stand for a machine's root. At build time and in the sandbox. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileWrite } from '../machine/machine.ts';
import type { MachineTree } from '../session/tree.ts';

const SETUP = 'setup.sh';

/** What an exercise's machine starts with: the folder's `start`. */
export async function readStart(lesson: string): Promise<MachineTree> {
  const root = join(lesson, 'start');
  const [files, setup] = await Promise.all([
    readMachineFiles(root, [SETUP]),
    readFile(join(root, SETUP), 'utf8').catch(absent),
  ]);
  return { files, ...(setup === undefined ? {} : { setup }) };
}

/**
 * The files below `root`, but for those named. What lies below /home/learner belongs to the
 * learner, the rest to root; what is executable here is executable there.
 */
export async function readMachineFiles(
  root: string,
  besides: readonly string[],
): Promise<FileWrite[]> {
  const names = await readdir(root, { recursive: true, encoding: 'utf8' }).catch(absent);
  const files: FileWrite[] = [];
  for (const name of (names ?? []).sort()) {
    const from = join(root, name);
    const kind = await stat(from);
    if (!kind.isFile() || besides.includes(name)) continue;
    files.push({
      path: `/${name}`,
      content: new Uint8Array(await readFile(from)),
      mode: kind.mode & 0o111 ? 0o755 : 0o644,
      user: name.startsWith('home/learner/') ? 'learner' : 'root',
    });
  }
  return files;
}

function absent(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}
