/** The course's notes with what the learner added: words beside a card, and cards of their own. */
import type { Entry } from '../log.ts';
import { OWN_DECK, OWN_DECK_TITLE, type OwnNote, ownKeys, ownNotes } from '../own-cards.ts';
import { type CourseNotes, type ExchangeNote, guidOf, noteTitle, withMyNote } from './notes.ts';
import { escapeHtml, plainHtml } from './plain-html.ts';

export function withMyNotes(course: CourseNotes, log: readonly Entry[]): CourseNotes {
  const words = wordsByKey(log);
  const guids = new Set(course.notes.map(({ guid }) => guid));
  const own = ownNotes(log)
    .map(ownNote)
    .filter((note) => note.cards.length > 0 && noteTitle(note) !== '' && isFirst(guids, note.guid));
  const withWords = (note: ExchangeNote): ExchangeNote => {
    const text = note.cards.map(({ key }) => words.get(key)).find((found) => found);
    return text ? withMyNote(note, escapeHtml(text)) : note;
  };
  const deck = { deck: OWN_DECK, title: OWN_DECK_TITLE, summary: '' };
  return {
    decks: own.length > 0 ? [...course.decks, deck] : course.decks,
    notes: [...course.notes, ...own].map(withWords),
  };
}

function isFirst(known: Set<string>, guid: string): boolean {
  if (known.has(guid)) return false;
  known.add(guid);
  return true;
}

/** What the learner wrote beside each card last. */
export function wordsByKey(log: readonly Entry[]): ReadonlyMap<string, string> {
  const words = new Map<string, string>();
  for (const entry of log) if (entry.do === 'note') words.set(entry.card, entry.text);
  return words;
}

function ownNote(note: OwnNote): ExchangeNote {
  return {
    id: note.card,
    guid: note.guid ?? guidOf(note.card),
    kind: note.kind,
    deck: OWN_DECK,
    fields: [plainHtml(note.front), plainHtml(note.back), '', '', '', ''],
    tags: note.tags.filter((tag) => /^\S+$/.test(tag)),
    cards: ownKeys(note),
  };
}
