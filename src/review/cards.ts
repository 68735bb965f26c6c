/** From decks as people write them to the cards that are asked, each with a key for the log. */
import type { Card, Deck } from '../schemas/deck.ts';

/** What scheduling knows of a card. */
export interface Keyed {
  /** `id`, `id~reverse` or `id~c2`: stable, the log refers to it. */
  readonly key: string;
}

/** One question. A reverse or cloze card of a deck yields several. */
export interface ReviewCard extends Keyed {
  readonly deck: string;
  readonly card: Card;
  /** Which of the card's questions this is. */
  readonly side:
    | { readonly kind: 'front' | 'reverse' }
    | { readonly kind: 'cloze'; readonly n: number };
}

const CLOZE = /\{\{c(\d+)::(.*?)(?:::(.*?))?\}\}/gs;

/** All cards of the decks, in the order of the course. */
export function reviewCards(decks: readonly Deck[]): ReviewCard[] {
  return decks.flatMap((deck) =>
    deck.cards.flatMap((card): ReviewCard[] => {
      const front: ReviewCard = { key: card.id, deck: deck.deck, card, side: { kind: 'front' } };
      if (card.kind === 'reverse') {
        return [front, { ...front, key: `${card.id}~reverse`, side: { kind: 'reverse' } }];
      }
      if (card.kind === 'cloze') {
        return clozeNumbers(card.text).map((n) => ({
          ...front,
          key: `${card.id}~c${n}`,
          side: { kind: 'cloze', n },
        }));
      }
      return [front];
    }),
  );
}

/** Cards of the same note are siblings: not two of them on one day. */
export function noteOf(key: string): string {
  return key.split('~', 1)[0] ?? key;
}

/** The numbers used in a cloze text, ascending. */
export function clozeNumbers(text: string): number[] {
  return [...new Set([...text.matchAll(CLOZE)].map((match) => Number(match[1])))].sort(
    (a, b) => a - b,
  );
}

/**
 * The text with number `n` hidden (question) or shown (answer) in bold, as `bold` writes it in
 * the text's markup; other numbers are plain text.
 */
export function clozeText(
  text: string,
  n: number,
  reveal: boolean,
  bold: (text: string) => string = (text) => `**${text}**`,
): string {
  return text.replace(CLOZE, (_, number: string, answer: string, hint?: string) => {
    if (Number(number) !== n) return answer;
    return reveal ? bold(answer) : `[${hint ?? '…'}]`;
  });
}
