/** From decks to what the review page loads. `render` turns Markdown into HTML. */
import { clozeText, type ReviewCard, reviewCards } from '../review/cards.ts';
import type { Served, ServedCard, ServedLesson } from '../review/served.ts';
import type { Deck } from '../schemas/deck.ts';

export type Render = (markdown: string) => Promise<string>;

/**
 * Cards that show a recorded output are left out: nothing renders those yet. A card names its
 * lesson only when that has a page.
 */
export async function serveCards(
  decks: readonly Deck[],
  lessons: readonly ServedLesson[],
  render: Render,
): Promise<Served> {
  const asked = reviewCards(decks).filter(({ card }) => card.kind !== 'output');
  return {
    decks: decks.map(({ deck, title, summary }) => ({ deck, title, summary })),
    lessons: lessons.map(({ path, minutes, checks }) => ({ path, minutes, checks })),
    cards: await Promise.all(
      asked.map((card) => serve(card, render, new Set(lessons.map(({ path }) => path)))),
    ),
  };
}

async function serve(
  asked: ReviewCard,
  render: Render,
  pages: ReadonlySet<string>,
): Promise<ServedCard> {
  const { lesson, directive, since } = asked.card;
  const [question, answer] = await Promise.all(sides(asked).map(render));
  return {
    key: asked.key,
    deck: asked.deck,
    ...(lesson === undefined || !pages.has(lesson) ? {} : { lesson }),
    ...(directive === undefined ? {} : { directive }),
    ...(since === undefined ? {} : { since }),
    question: question ?? '',
    answer: answer ?? '',
    ...tasks(asked),
  };
}

/** Question and answer, Markdown. */
function sides({ card, side }: ReviewCard): readonly [string, string] {
  switch (card.kind) {
    case 'basic':
      return [card.front, card.back];
    case 'reverse':
      return side.kind === 'reverse' ? [card.back, card.front] : [card.front, card.back];
    case 'cloze': {
      const n = side.kind === 'cloze' ? side.n : 0;
      const extra = card.extra ? `\n\n${card.extra}` : '';
      return [clozeText(card.text, n, false), clozeText(card.text, n, true) + extra];
    }
    case 'typed':
      return [card.prompt, card.explain ?? ''];
    case 'fix':
      return [card.question, card.explain];
    case 'output':
      return [card.question, card.answer];
  }
}

function tasks({ card }: ReviewCard): Pick<ServedCard, 'typed' | 'repair'> {
  if (card.kind === 'typed') {
    const { language, section = 'Unit', answer, accept } = card;
    return { typed: { language, section, answer, accept } };
  }
  if (card.kind === 'fix') {
    const { name, content, companions, solution, keeps } = card;
    return { repair: { name, content, companions, solution, keeps } };
  }
  return {};
}
