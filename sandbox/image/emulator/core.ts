/** Finds out which of the root's files the course needs, by using its commands in the machine. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readArtefacts } from '../../../src/machine/emulator/artefacts.ts';
import { Emulator } from '../../../src/machine/emulator/emulator.ts';
import type { Machine } from '../../../src/machine/machine.ts';
import { type LessonFolder, readLessonFolders } from '../../lesson/folder.ts';
import { readFrom } from './artefacts.ts';

const LESSONS = fileURLToPath(new URL('../../../lessons', import.meta.url));
/** The one that is done from beginning to end: what its programs open later is seen only so. */
const WHOLE = join('01-first-socket', '02-demo-echo');
/** In the emulator, everything takes seconds. */
const PATIENCE = { timeoutMs: 300_000 };

/** ld.so(8): a program is loaded with its libraries, and not run. */
const LOAD_EACH = `programs=$(while read -r word; do type -P -- "$word"; done | sort -u)
export LD_TRACE_LOADED_OBJECTS=1
for program in $programs; do "$program" </dev/null >/dev/null 2>&1; done`;

/** Names of the contents that are read. Takes a minute. */
export async function coreOf(folder: string): Promise<Set<string>> {
  const lessons = await readLessonFolders(LESSONS);
  const parts = await readArtefacts(readFrom(folder));
  const core = new Set<string>();
  const emulator = await Emulator.start({
    ...parts,
    files: {
      read(blob, size) {
        core.add(blob);
        return parts.files.read(blob, size);
      },
    },
  });
  try {
    const { machine } = emulator;
    const whole = lessons.find(({ path }) => path.endsWith(WHOLE));
    if (whole) await solve(machine, whole);
    const words = new Set(typed(lessons).match(/[\w./+-]+/g));
    await machine.exec(['bash', '-c', LOAD_EACH], { ...PATIENCE, stdin: [...words].join('\n') });
  } finally {
    await emulator.dispose();
  }
  return core;
}

/** As its learner does. */
async function solve(machine: Machine, { solution }: LessonFolder): Promise<void> {
  await machine.writeFiles(solution.files);
  const { script = '' } = solution;
  await machine.exec(['bash', '-lc', script], { ...PATIENCE, user: 'learner' });
}

/** What learners type, in exercises and along with the text. */
function typed(lessons: readonly LessonFolder[]): string {
  return lessons
    .flatMap(({ solution, outputs }) => [
      solution.script ?? '',
      ...outputs.flatMap(({ steps }) => steps.map(({ run }) => run)),
    ])
    .join('\n');
}
