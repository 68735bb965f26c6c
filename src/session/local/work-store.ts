/** What the learner changed on their machine, kept in the browser for when the page comes back. */
import { type DBSchema, openDB } from 'idb';
import * as z from 'zod/mini';

/** What is put into a new machine to bring it to where the last one was. */
export const Work = z.object({
  /** A compressed tar archive rooted at `/`, base64: files and links changed since the start. */
  archive: z.string(),
  /** Paths of the exercise's start that are gone. */
  removed: z.array(z.string()),
  /** Saved in the editor since the archive was made, by path. */
  saved: z.record(z.string(), z.string()),
});
export type Work = z.infer<typeof Work>;

/** One piece of work an exercise. Nothing here rejects: a browser that keeps nothing says `false`. */
export interface WorkStore {
  load(exercise: string): Promise<Work | undefined>;
  /** False when the browser does not keep it. */
  keep(exercise: string, work: Work): Promise<boolean>;
  forget(exercise: string): Promise<void>;
}

interface Schema extends DBSchema {
  work: { key: string; value: unknown };
}

/** Work kept in IndexedDB. */
export function browserWorkStore(name = 'lab-machine'): WorkStore {
  const opened = () =>
    openDB<Schema>(name, 1, {
      upgrade: (database) => {
        database.createObjectStore('work');
      },
    });
  let database: ReturnType<typeof opened> | undefined;
  const open = () => {
    database ??= opened();
    return database;
  };
  return {
    async load(exercise) {
      try {
        return z.safeParse(Work, await (await open()).get('work', exercise)).data;
      } catch {
        return undefined;
      }
    },
    async keep(exercise, work) {
      try {
        await (await open()).put('work', work, exercise);
        return true;
      } catch {
        return false;
      }
    },
    async forget(exercise) {
      try {
        await (await open()).delete('work', exercise);
      } catch {
        // A browser that keeps nothing has nothing to forget.
      }
    },
  };
}
