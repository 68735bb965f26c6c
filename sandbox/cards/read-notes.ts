/** The course's cards as notes, read from the folders of the repository. */
import { readdir, readFile } from 'node:fs/promises';
import { cardMarkdown } from '../../src/course/card-markdown.ts';
import { courseNotes } from '../../src/course/course-notes.ts';
import { parseLessonFolder } from '../../src/course/folder.ts';
import type { CourseNotes } from '../../src/review/exchange/notes.ts';
import type { Deck } from '../../src/schemas/deck.ts';
import { Output } from '../../src/schemas/outputs.ts';

export async function readNotes(decks: readonly Deck[], lessons = 'lessons'): Promise<CourseNotes> {
  const folders = await lessonFolders(lessons);
  return courseNotes(decks, {
    render: await cardMarkdown(),
    output: async (name) => {
      const [path = '', id = ''] = name.split('#');
      const file = `${folders.get(path) ?? `${lessons}/${path}`}/outputs/${id}.json`;
      return Output.parse(JSON.parse(await readFile(file, 'utf8')));
    },
  });
}

/** By the lesson's address. */
async function lessonFolders(root: string): Promise<ReadonlyMap<string, string>> {
  const folders = new Map<string, string>();
  for (const entry of await readdir(root, { withFileTypes: true, recursive: true })) {
    if (entry.name !== 'outputs' || !entry.isDirectory()) continue;
    const folder = entry.parentPath;
    folders.set(parseLessonFolder(folder.slice(root.length + 1)).path, folder);
  }
  return folders;
}
