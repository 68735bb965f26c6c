/** The decks from the command line: `npm run --silent cards -- lint|list|export`. */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { readCourseNames } from '../../src/course/course-names.ts';
import { describeProblem, readDecks } from '../../src/course/deck-files.ts';
import { readDeckFiles } from '../../src/course/deck-loader.ts';
import { reviewCards } from '../../src/review/cards.ts';
import { exportCards } from './export-cards.ts';
import { lintCards } from './lint-cards.ts';
import { readNotes } from './read-notes.ts';

const USAGE = `npm run --silent cards -- COMMAND
  lint             say what is wrong with the decks, with file and line
  list [--json]    every card that is asked, deck by deck
  export --out FILE.apkg [--csv]
                   a package for Anki; with --csv also the same as text beside it, or, when FILE
                   ends in .txt or .csv, only that: .txt for Anki, .csv for a spreadsheet`;

async function main(args: readonly string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      out: { type: 'string' },
      csv: { type: 'boolean', default: false },
    },
  });
  const [files, names] = await Promise.all([
    readDeckFiles('flashcards'),
    readCourseNames('lessons'),
  ]);
  const { decks, problems } = readDecks(files, names);
  const [command] = positionals;
  if (command === 'lint') {
    const all = [...problems, ...decks.flatMap(lintCards)];
    for (const problem of all) process.stderr.write(`${describeProblem(problem)}\n`);
    const cards = decks.reduce((sum, { deck }) => sum + deck.cards.length, 0);
    process.stdout.write(`${decks.length} decks, ${cards} cards, ${all.length} problems\n`);
    return all.length > 0 ? 1 : 0;
  }
  if (command === 'list') {
    if (problems.length > 0) {
      process.stderr.write(`${problems.map(describeProblem).join('\n')}\n`);
      return 1;
    }
    const cards = reviewCards(decks.map(({ deck }) => deck)).map(({ key, deck, card }) => ({
      key,
      deck,
      kind: card.kind,
      lesson: card.lesson ?? null,
      directive: card.directive ?? null,
    }));
    const lines = values.json
      ? [JSON.stringify(cards)]
      : cards.map(({ key, deck, kind }) => `${deck.padEnd(20)} ${kind.padEnd(8)} ${key}`);
    process.stdout.write(`${lines.join('\n')}\n`);
    return 0;
  }
  if (command === 'export') {
    if (values.out === undefined) {
      throw new Error('Say where to write: export --out FILE.apkg');
    }
    if (problems.length > 0) {
      process.stderr.write(`${problems.map(describeProblem).join('\n')}\n`);
      return 1;
    }
    const notes = await readNotes(decks.map(({ deck }) => deck));
    const files = await exportCards(notes, { out: values.out, csv: values.csv, now: Date.now() });
    for (const [name, content] of files) await write(name, content);
    const cards = notes.notes.reduce((sum, note) => sum + note.cards.length, 0);
    const names = files.map(([name]) => name).join(' and ');
    process.stdout.write(`${names}: ${notes.notes.length} notes, ${cards} cards\n`);
    return 0;
  }
  process.stdout.write(`${USAGE}\n`);
  return command === undefined ? 0 : 2;
}

async function write(name: string, content: Uint8Array | string): Promise<void> {
  try {
    await writeFile(name, content);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`${name} was not written. ${why}`);
  }
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Error)) throw error;
  process.stderr.write(`${error.message}\n${USAGE}\n`);
  process.exitCode = 2;
}
