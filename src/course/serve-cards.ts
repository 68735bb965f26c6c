/** From decks to what the review page loads. */

import { clozeText, type ReviewCard, reviewCards } from '../review/cards.ts';
import type {
  RepairTask,
  Served,
  ServedCard,
  ServedLesson,
  ShownOutput,
} from '../review/served.ts';
import type { Card, Deck } from '../schemas/deck.ts';
import type { Output } from '../schemas/outputs.ts';
import { assignedBy, readingsOf } from './readings.ts';

export interface ServeWith {
  /** Markdown to HTML. */
  render(markdown: string): Promise<string>;
  /** The recorded output a card shows, by `module/lesson#id`. */
  output(name: string): Promise<Output>;
}

/** A card names its lesson only when that has a page. */
export async function serveCards(
  decks: readonly Deck[],
  lessons: readonly ServedLesson[],
  effects: ServeWith,
): Promise<Served> {
  const asked = reviewCards(decks);
  const pages = new Set(lessons.map(({ path }) => path));
  return {
    decks: decks.map(({ deck, title, summary }) => ({ deck, title, summary })),
    lessons: lessons.map(({ path, minutes, checks }) => ({ path, minutes, checks })),
    cards: await Promise.all(asked.map((card) => serve(card, effects, pages))),
  };
}

async function serve(
  asked: ReviewCard,
  { render, output }: ServeWith,
  pages: ReadonlySet<string>,
): Promise<ServedCard> {
  const { card } = asked;
  const { lesson, directive, since } = card;
  const [question, answer] = await Promise.all(sides(asked).map(render));
  return {
    key: asked.key,
    deck: asked.deck,
    ...(lesson === undefined || !pages.has(lesson) ? {} : { lesson }),
    ...(directive === undefined ? {} : { directive }),
    ...(since === undefined ? {} : { since }),
    question: question ?? '',
    answer: answer ?? '',
    ...(card.kind === 'output' ? { output: shown(await output(card.output)) } : {}),
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
    const names = language === 'unit' ? assignedBy(section, [answer, ...accept]) : [];
    return { typed: { language, section, answer, accept, readings: readingsOf(names) } };
  }
  return card.kind === 'fix' ? { repair: repairTask(card) } : {};
}

/** What there is to repair, with how systemd reads what must be kept. */
export function repairTask(card: Extract<Card, { kind: 'fix' }>): RepairTask {
  const { name, content, companions, solution, keeps } = card;
  const readings = readingsOf(Object.keys(keeps));
  return { name, content, companions, solution, keeps, readings };
}

function shown({ command, text, exitCode, systemd, release }: Output): ShownOutput {
  const status = exitCode === 0 ? '' : `, exit status ${exitCode}`;
  return {
    command,
    text,
    caption: `Recorded on ${release}, systemd ${systemd.split('.')[0]}${status}`,
  };
}
