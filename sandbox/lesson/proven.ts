/**
 * Which lessons were replayed as they stand, so that a test run proves only what changed. A proof
 * holds for a lesson's own files, the code that grades them, and the machine's image.
 */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as z from 'zod/mini';
import { emulatorRecipe } from '../setup/emulator-image.mjs';
import { imageReference } from '../setup/machine-image.mjs';
import type { LessonFolder } from './folder.ts';

/** What grading depends on, besides the lesson and the image. */
const GRADER = ['src/grading', 'src/session', 'src/schemas', 'src/machine', 'sandbox/lesson'];

/** What can be proven of a lesson on a machine. */
export type Proof = 'exercise' | 'outputs' | 'emulated';

/** `PROOF FOLDER` to the seal under which it was proven. */
const Seals = z.record(z.string(), z.string());
type Seals = z.infer<typeof Seals>;

const PLACE = join(process.env.DATA_DIR ?? 'data', 'proven-lessons.json');

/** The lessons of which this was not proven as they stand. */
export async function unproven(
  proof: Proof,
  lessons: readonly LessonFolder[],
): Promise<readonly LessonFolder[]> {
  const [known, now] = await Promise.all([readSeals(), sealsOf(proof, lessons)]);
  return lessons.filter(({ path }) => known[`${proof} ${path}`] !== now[`${proof} ${path}`]);
}

/** Remembers that this is proven of these lessons. */
export async function remember(proof: Proof, lessons: readonly LessonFolder[]): Promise<void> {
  const seals = { ...(await readSeals()), ...(await sealsOf(proof, lessons)) };
  await mkdir(dirname(PLACE), { recursive: true });
  await writeFile(PLACE, `${JSON.stringify(seals, undefined, 2)}\n`);
}

async function readSeals(): Promise<Seals> {
  const text = await readFile(PLACE, 'utf8').catch(() => '{}');
  try {
    return Seals.parse(JSON.parse(text));
  } catch {
    return {};
  }
}

async function sealsOf(proof: Proof, lessons: readonly LessonFolder[]): Promise<Seals> {
  const grader = await Promise.all(GRADER.map(hashOf));
  const image = proof === 'emulated' ? emulatorRecipe() : imageReference();
  const common = [image, ...grader].join(' ');
  const seals = await Promise.all(
    lessons.map(
      async ({ path }) => [`${proof} ${path}`, digest(`${common} ${await hashOf(path)}`)] as const,
    ),
  );
  return Object.fromEntries(seals);
}

async function hashOf(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const hashes = await Promise.all(
    files.map(async (file) => `${file} ${digest(await readFile(file))}`),
  );
  return digest(hashes.join('\n'));
}

function digest(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
