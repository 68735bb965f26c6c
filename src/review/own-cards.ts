/** Cards a person brought along themselves: they live in the log, and are asked like the others. */
import { clozeNumbers, clozeText } from './cards.ts';
import { plainHtml } from './exchange/plain-html.ts';
import { type Entry, effective } from './log.ts';
import type { Served, ServedCard } from './served.ts';

export const OWN_DECK = 'own';
export const OWN_DECK_TITLE = 'Your cards';

/** As it was last written. */
export type OwnNote = Extract<Entry, { do: 'write' }>;

/** What their names begin with. */
export const OWN_PREFIX = 'own-';
/** Anki knows no more. */
const MAX_CLOZE = 500;

/** The learner's own notes that are there, in the order in which they came. */
export function ownNotes(log: readonly Entry[]): OwnNote[] {
  const notes = new Map<string, OwnNote>();
  for (const entry of effective(log)) {
    if (entry.do === 'write' && entry.card.startsWith(OWN_PREFIX)) notes.set(entry.card, entry);
    if (entry.do === 'discard') notes.delete(entry.card);
  }
  return [...notes.values()];
}

/** The keys under which a note is asked, by the number of its template in Anki. */
export function ownKeys({ card, kind, front }: Pick<OwnNote, 'card' | 'kind' | 'front'>): {
  readonly ord: number;
  readonly key: string;
}[] {
  if (kind === 'cloze') {
    const numbers = clozeNumbers(front).filter((n) => n >= 1 && n <= MAX_CLOZE);
    return numbers.map((n) => ({ ord: n - 1, key: `${card}~c${n}` }));
  }
  const there = { ord: 0, key: card };
  return kind === 'reverse' ? [there, { ord: 1, key: `${card}~reverse` }] : [there];
}

/** The course's cards, and after them the learner's own. */
export function withOwnCards(served: Served, log: readonly Entry[]): Served {
  const notes = ownNotes(log);
  if (notes.length === 0) return served;
  const deck = { deck: OWN_DECK, title: OWN_DECK_TITLE, summary: 'Cards you brought along.' };
  return {
    ...served,
    decks: [...served.decks, deck],
    cards: [...served.cards, ...notes.flatMap(serveOwn)],
  };
}

function serveOwn(note: OwnNote): ServedCard[] {
  return ownKeys(note).map(({ ord, key }): ServedCard => {
    const [front, back] = [plainHtml(note.front), plainHtml(note.back)];
    const about = { key, deck: OWN_DECK };
    if (note.kind !== 'cloze') {
      const [question, answer] = ord === 1 ? [back, front] : [front, back];
      return { ...about, question, answer };
    }
    const text = (reveal: boolean) =>
      clozeText(front, ord + 1, reveal, (hidden) => `<b>${hidden}</b>`);
    return { ...about, question: text(false), answer: `${text(true)}<hr>${back}` };
  });
}
