/** What cards may point at, read from the folders under lessons/. */
import { readdir, readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod/mini';
import type { CourseNames } from './deck-files.ts';
import { parseLessonFolder } from './folder.ts';

const Named = z.looseObject({
  id: z.string(),
  checks: z.array(z.looseObject({ id: z.string() })),
});

/** Also of lessons whose page is not written yet. */
export async function readCourseNames(folder = 'lessons'): Promise<CourseNames> {
  const lessons = new Set<string>();
  const outputs = new Set<string>();
  const checks = new Set<string>();
  for (const module of await folderNames(folder)) {
    for (const lesson of await folderNames(`${folder}/${module}`)) {
      const { path } = parseLessonFolder(`${module}/${lesson}`);
      lessons.add(path);
      const root = `${folder}/${module}/${lesson}`;
      for (const id of await recordsOf(root)) outputs.add(`${path}#${id}`);
      for (const check of await checksOf(root)) checks.add(check);
    }
  }
  return { lessons, outputs, checks };
}

async function recordsOf(lesson: string): Promise<string[]> {
  const names = await readdir(`${lesson}/outputs`).catch(ifMissing<string[]>([]));
  return names.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -5));
}

/** `exercise/check`. An exercise that cannot be read has none here: its own loader says why. */
async function checksOf(lesson: string): Promise<string[]> {
  const text = await readFile(`${lesson}/exercise.yaml`, 'utf8').catch(ifMissing(''));
  const exercise = Named.safeParse(parse(text));
  if (!exercise.success) return [];
  const { id, checks } = exercise.data;
  return checks.map((check) => `${id}/${check.id}`);
}

function ifMissing<T>(otherwise: T): (error: NodeJS.ErrnoException) => T {
  return (error) => {
    if (error.code === 'ENOENT') return otherwise;
    throw error;
  };
}

async function folderNames(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}
