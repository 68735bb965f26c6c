/** Brings the decks of flashcards/ into Astro, or stops the build with file and line. */
import { readdir, readFile } from 'node:fs/promises';
import type { Loader } from 'astro/loaders';
import { type DeckFile, describeProblem, readDecks } from './deck-files.ts';
import { CourseError, parseLessonFolder } from './folder.ts';

/** All decks below `folder`, read as one. */
export function deckLoader(folder = 'flashcards', lessonsFolder = 'lessons'): Loader {
  return {
    name: 'decks',
    load: async ({ store, watcher }) => {
      const load = async (): Promise<void> => {
        const [files, lessons] = await Promise.all([
          readDeckFiles(folder),
          lessonPaths(lessonsFolder),
        ]);
        const { decks, problems } = readDecks(files, { lessons });
        if (problems.length > 0) {
          throw new CourseError('bad-deck', problems.map(describeProblem).join('\n'));
        }
        store.clear();
        for (const { file, deck } of decks) store.set({ id: file, data: { ...deck } });
      };
      await load();
      watcher?.on('change', (path) => {
        if (/[\\/]flashcards[\\/][^\\/]+\.yaml$/.test(path)) void load().catch(console.error);
      });
    },
  };
}

/** The YAML files of a folder in the order of their names. */
export async function readDeckFiles(folder: string): Promise<DeckFile[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort();
  return Promise.all(
    names.map(async (name) => ({
      file: `${folder}/${name}`,
      text: await readFile(`${folder}/${name}`, 'utf8'),
    })),
  );
}

/** Addresses of all lesson folders, also of lessons whose page is not written yet. */
export async function lessonPaths(folder: string): Promise<Set<string>> {
  const paths = new Set<string>();
  for (const module of await folderNames(folder)) {
    for (const lesson of await folderNames(`${folder}/${module}`)) {
      paths.add(parseLessonFolder(`${module}/${lesson}`).path);
    }
  }
  return paths;
}

async function folderNames(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}
