/** Lesson folders as a machine needs them: the exercise, and what is put into the machine. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parse, YAMLParseError } from 'yaml';
import { en } from 'zod/locales';
import * as z from 'zod/mini';
import { readMachineFiles, readStart } from '../../src/course/machine-tree.ts';
import type { FileWrite } from '../../src/machine/machine.ts';
import { Exercise } from '../../src/schemas/exercise.ts';
import { Mistake } from '../../src/schemas/mistake.ts';
import { OutputCommands } from '../../src/schemas/outputs.ts';
import type { MachineTree } from '../../src/session/tree.ts';

/** A fault in the course's content. `message` names the file and what is wrong in it. */
export class LessonError extends Error {
  override readonly name = 'LessonError';
  readonly code: 'bad-yaml' | 'bad-content' | 'no-such-lesson';
  constructor(code: LessonError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

export interface KnownMistake extends Mistake {
  readonly name: string;
  readonly files: readonly FileWrite[];
  /** What the learner types, run as `learner`. */
  readonly script: string;
}

/** The part of a lesson that a server needs to teach it. */
export interface TaughtLesson {
  /** Where it lies, for example `lessons/01-first-socket/02-demo-echo`. */
  readonly path: string;
  /** Names without their numbers: `first-socket`, `demo-echo`. */
  readonly module: string;
  readonly lesson: string;
  readonly exercise?: Exercise;
  readonly start: MachineTree;
}

export interface LessonFolder extends TaughtLesson {
  /** `script` is what the learner types once the files are in place, run as `learner`. */
  readonly solution: { readonly files: readonly FileWrite[]; readonly script?: string };
  readonly mistakes: readonly KnownMistake[];
  readonly outputs: OutputCommands;
}

/** All lessons in their order. Throws {@link LessonError}. */
export async function readLessonFolders(root = 'lessons'): Promise<LessonFolder[]> {
  return Promise.all((await lessonPaths(root)).map(readLessonFolder));
}

/** All lessons in their order, without what proves them. Throws {@link LessonError}. */
export async function readTaughtLessons(root = 'lessons'): Promise<TaughtLesson[]> {
  return Promise.all((await lessonPaths(root)).map(readTaughtLesson));
}

/** One lesson. Throws {@link LessonError}. */
export async function readLessonFolder(path: string): Promise<LessonFolder> {
  const [taught, files, script, outputs] = await Promise.all([
    readTaughtLesson(path),
    readMachineFiles(join(path, 'solution'), ['solve.sh']),
    readText(join(path, 'solution', 'solve.sh')),
    readYaml(join(path, 'outputs', 'commands.yaml'), OutputCommands),
  ]);
  return {
    ...taught,
    solution: { files, ...(script === undefined ? {} : { script }) },
    mistakes: await readMistakes(join(path, 'mistakes'), taught.exercise),
    outputs: outputs ?? [],
  };
}

async function readTaughtLesson(path: string): Promise<TaughtLesson> {
  const [module = '', lesson = ''] = path.split('/').slice(-2);
  const [exercise, start] = await Promise.all([
    readYaml(join(path, 'exercise.yaml'), Exercise),
    readStart(path),
  ]);
  return {
    path,
    module: withoutNumber(module),
    lesson: withoutNumber(lesson),
    ...(exercise ? { exercise } : {}),
    start,
  };
}

async function lessonPaths(root: string): Promise<string[]> {
  const modules = (await folderNames(root)).map(async (module) => {
    const lessons = await folderNames(join(root, module));
    return lessons.map((lesson) => join(root, module, lesson));
  });
  return (await Promise.all(modules)).flat();
}

async function readMistakes(root: string, exercise: Exercise | undefined): Promise<KnownMistake[]> {
  const mistakes: KnownMistake[] = [];
  for (const name of await folderNames(root)) {
    const path = join(root, name);
    const mistake = await readYaml(join(path, 'mistake.yaml'), Mistake);
    const script = await readText(join(path, 'run.sh'));
    if (!mistake || script === undefined) {
      const missing = mistake ? 'run.sh' : 'mistake.yaml';
      throw new LessonError('bad-content', `${path} has no ${missing}.`);
    }
    if (!exercise?.checks.some((check) => check.id === mistake.check)) {
      throw new LessonError(
        'bad-content',
        `${path}/mistake.yaml: the exercise has no check ${mistake.check}.`,
      );
    }
    const files = await readMachineFiles(path, ['run.sh', 'mistake.yaml']);
    mistakes.push({ ...mistake, name, files, script });
  }
  return mistakes;
}

async function readYaml<T>(path: string, schema: z.ZodMiniType<T>): Promise<T | undefined> {
  const text = await readText(path);
  if (text === undefined) return undefined;
  let content: unknown;
  try {
    content = parse(text);
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    throw new LessonError('bad-yaml', `${path}: ${error.message}`, { cause: error });
  }
  const parsed = schema.safeParse(content, { error: en().localeError });
  if (parsed.success) return parsed.data;
  throw new LessonError('bad-content', `${path}:\n${z.prettifyError(parsed.error)}`);
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

async function folderNames(root: string): Promise<string[]> {
  const all = await names(root, {});
  const kinds = await Promise.all(all.map((name) => stat(join(root, name))));
  return all.filter((_, index) => kinds[index]?.isDirectory());
}

async function names(root: string, options: { recursive?: boolean }): Promise<string[]> {
  try {
    return (await readdir(root, { ...options, encoding: 'utf8' })).sort();
  } catch (error) {
    if (isAbsent(error)) return [];
    throw error;
  }
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

function withoutNumber(name: string): string {
  return name.replace(/^\d+-/, '');
}
