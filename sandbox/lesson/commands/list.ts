import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import * as z from 'zod/mini';
import { readLessonFolders } from '../folder.ts';
import { type Command, print } from './command.ts';

/** As much of a deck as is needed to count its cards. */
const Cards = z.object({ cards: z.array(z.unknown()) });

export const listCommand: Command = {
  usage: 'list [--json]',
  summary: 'count modules, lessons, exercises, checks and cards',
  async run(args) {
    const { values } = parseArgs({
      args: [...args],
      options: { json: { type: 'boolean', default: false } },
    });
    const lessons = await readLessonFolders();
    const counts = {
      modules: new Set(lessons.map(({ module }) => module)).size,
      lessons: lessons.length,
      exercises: lessons.filter(({ exercise }) => exercise).length,
      checks: sum(lessons.map(({ exercise }) => exercise?.checks.length ?? 0)),
      mistakes: sum(lessons.map(({ mistakes }) => mistakes.length)),
      cards: await countCards('flashcards'),
    };
    if (values.json) {
      print(JSON.stringify(counts));
      return 0;
    }
    for (const { module, lesson, exercise, mistakes } of lessons) {
      const what = exercise
        ? `${exercise.id}: ${exercise.checks.length} checks, ${mistakes.length} mistakes`
        : 'no exercise';
      print(`${`${module}/${lesson}`.padEnd(40)} ${what}`);
    }
    print(
      Object.entries(counts)
        .map(([name, count]) => `${count} ${name}`)
        .join(', '),
    );
    return 0;
  },
};

async function countCards(folder: string): Promise<number> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.yaml'));
  const decks = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')));
  return sum(decks.map((deck) => Cards.parse(parse(deck)).cards.length));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
