/** Brings the decks of flashcards/ into Astro, or stops the build with file and line. */
import { readdir, readFile } from 'node:fs/promises';
import type { Loader } from 'astro/loaders';
import { readCourseNames } from './course-names.ts';
import { type DeckFile, describeProblem, readDecks } from './deck-files.ts';
import { CourseError } from './folder.ts';

/** All decks below `folder`, read as one. */
export function deckLoader(folder = 'flashcards', lessonsFolder = 'lessons'): Loader {
  return {
    name: 'decks',
    load: async ({ store, watcher }) => {
      const load = async (): Promise<void> => {
        const [files, names] = await Promise.all([
          readDeckFiles(folder),
          readCourseNames(lessonsFolder),
        ]);
        const { decks, problems } = readDecks(files, names);
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
