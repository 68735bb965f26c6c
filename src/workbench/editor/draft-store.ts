/** Keeps the learner's files in the browser, so that they survive a reload and a lost machine. */
import { z } from 'zod/mini';
import type { KeyValueStore } from '../../storage.ts';
import { type FileState, isEdited, isUnsaved } from './file-state.ts';

const Drafts = z.object({
  v: z.literal(1),
  files: z.record(
    z.string(),
    z.object({
      text: z.string(),
      base: z.object({ version: z.nullable(z.string()), content: z.string() }),
      shelf: z.nullable(z.object({ text: z.string(), replacedBy: z.string() })),
    }),
  ),
});
type Drafts = z.infer<typeof Drafts>;

const keyOf = (exercise: string) => `lab:files:${exercise}`;

/** Lays what the browser kept over the exercise's files. Anything unreadable counts as absent. */
export function restoreDrafts(
  store: KeyValueStore,
  exercise: string,
  files: readonly FileState[],
): readonly FileState[] {
  const kept = readDrafts(store.get(keyOf(exercise)))?.files ?? {};
  return files.map((file) => {
    const draft = kept[file.path];
    return draft ? { ...file, ...draft } : file;
  });
}

/** Writes what differs from the exercise; removes the entry when nothing does. False: not kept. */
export function keepDrafts(
  store: KeyValueStore,
  exercise: string,
  files: readonly FileState[],
): boolean {
  const worth = files.filter((file) => isEdited(file) || isUnsaved(file) || file.shelf);
  if (worth.length === 0) return store.remove(keyOf(exercise));
  const drafts: Drafts = {
    v: 1,
    files: Object.fromEntries(
      worth.map(({ path, text, base, shelf }) => [path, { text, base, shelf }]),
    ),
  };
  return store.set(keyOf(exercise), JSON.stringify(drafts));
}

function readDrafts(json: string | null): Drafts | undefined {
  if (json === null) return undefined;
  try {
    return z.safeParse(Drafts, JSON.parse(json)).data;
  } catch {
    return undefined;
  }
}
