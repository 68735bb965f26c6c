/** Decks as files: what is wrong with them, and where. Nothing is read or written here. */
import { isNode, LineCounter, parseDocument, visit } from 'yaml';
import { en } from 'zod/locales';
import { type Card, Deck } from '../schemas/deck.ts';

export interface DeckFile {
  /** As people find it, for example `flashcards/01-first-socket.yaml`. */
  readonly file: string;
  readonly text: string;
}

export interface DeckProblem {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly message: string;
}

export interface LoadedDeck {
  readonly file: string;
  readonly deck: Deck;
  /** Line of the value at this place, from 1. */
  lineOf(path: readonly (string | number)[]): number;
}

/** What cards may point at. */
export interface CourseNames {
  /** Lessons by address, `module/lesson`. */
  readonly lessons: ReadonlySet<string>;
  /** Recorded outputs, `module/lesson#id`. */
  readonly outputs: ReadonlySet<string>;
  /** `exercise/check`. */
  readonly checks: ReadonlySet<string>;
}

/** Reads all decks together: ids are unique over all of them. Decks with a fault are left out. */
export function readDecks(
  files: readonly DeckFile[],
  course: CourseNames,
): { readonly decks: readonly LoadedDeck[]; readonly problems: readonly DeckProblem[] } {
  const problems: DeckProblem[] = [];
  const decks = files.flatMap((file) => readDeck(file, problems) ?? []);
  const places = new Map<string, string>();
  const claim = (name: string, what: string, { file, lineOf }: LoadedDeck, path: Path): void => {
    const line = lineOf(path);
    const taken = places.get(name);
    if (taken === undefined) places.set(name, `${file}:${line}`);
    else problems.push({ file, line, message: `${what} is taken by ${taken}. Choose another.` });
  };
  for (const loaded of decks) {
    claim(`deck ${loaded.deck.deck}`, `The deck name ${loaded.deck.deck}`, loaded, ['deck']);
    for (const [index, card] of loaded.deck.cards.entries()) {
      claim(card.id, `The card id ${card.id}`, loaded, ['cards', index, 'id']);
      for (const { path, message } of dangling(card, course)) {
        const line = loaded.lineOf(['cards', index, ...path]);
        problems.push({ file: loaded.file, line, message });
      }
    }
  }
  return { decks, problems };
}

/** `flashcards/a.yaml:12: what is wrong` */
export function describeProblem({ file, line, message }: DeckProblem): string {
  return `${file}:${line}: ${message}`;
}

type Path = readonly (string | number)[];

/** What a card names and the course does not have. */
function* dangling(
  card: Card,
  { lessons, outputs, checks }: CourseNames,
): Iterable<{ readonly path: Path; readonly message: string }> {
  const { id, lesson } = card;
  if (lesson !== undefined && !lessons.has(lesson)) {
    const message = `Card ${id} names the lesson ${lesson}, which does not exist. Correct the address.`;
    yield { path: ['lesson'], message };
  }
  for (const [index, check] of card.checks.entries()) {
    if (checks.has(check)) continue;
    const message = `Card ${id} names the check ${check}, which no exercise has. Correct it: exercise/check.`;
    yield { path: ['checks', index], message };
  }
  if (card.kind === 'output' && !outputs.has(card.output)) {
    const message =
      `Card ${id} shows the output ${card.output}, which is not recorded. ` +
      'Correct the name, or declare it in outputs/commands.yaml and run: npm run lesson -- record';
    yield { path: ['output'], message };
  }
}

function readDeck({ file, text }: DeckFile, problems: DeckProblem[]): LoadedDeck | undefined {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const before = problems.length;
  for (const { pos, message } of document.errors) {
    problems.push({ file, line: lines.linePos(pos[0]).line, message: sentence(message) });
  }
  visit(document, {
    Alias(_, { source, range }) {
      const line = lines.linePos(range?.[0] ?? 0).line;
      problems.push({ file, line, message: `*${source} repeats another place. Write it out.` });
    },
  });
  if (problems.length > before) return undefined;
  const lineOf = (path: Path): number => {
    for (let length = path.length; length > 0; length--) {
      const node = document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    }
    return 1;
  };
  const deck = Deck.safeParse(document.toJS(), { error: en().localeError });
  if (deck.success) return { file, deck: deck.data, lineOf };
  for (const { path, message } of deck.error.issues) {
    const at = path.filter((part) => typeof part !== 'symbol');
    problems.push({
      file,
      line: lineOf(at),
      message: sentence(at.length ? `${at.join('.')}: ${message}` : message),
    });
  }
  return undefined;
}

function sentence(text: string): string {
  return /[.?]$/.test(text) ? text : `${text}.`;
}
