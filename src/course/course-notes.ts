/** From decks to notes that other programs take: the texts rendered, the code in colours. */
import { unitTokens } from '../components/lesson/unit-tokens.ts';
import { clozeNumbers } from '../review/cards.ts';
import {
  COURSE_TITLE,
  type CourseNotes,
  type ExchangeNote,
  guidOf,
  type NoteCard,
} from '../review/exchange/notes.ts';
import { escapeHtml, unescapeHtml } from '../review/exchange/plain-html.ts';
import type { Card, Deck } from '../schemas/deck.ts';
import type { ServeWith } from './serve-cards.ts';

export async function courseNotes(
  decks: readonly Deck[],
  effects: ServeWith,
): Promise<CourseNotes> {
  const notes = decks.flatMap((deck) =>
    deck.cards.map(async (card): Promise<ExchangeNote> => {
      const { lesson = '', directive = '', since } = card;
      return {
        id: card.id,
        guid: guidOf(card.id),
        kind: card.kind,
        deck: deck.deck,
        fields: [
          ...(await fields(card, effects)),
          escapeHtml(lesson),
          escapeHtml(directive),
          since === undefined ? '' : String(since),
          '',
        ],
        tags: [`${COURSE_TITLE.replaceAll(' ', '-').toLowerCase()}::${deck.deck}`],
        cards: cardsOf(card),
      };
    }),
  );
  return {
    decks: decks.map(({ deck, title, summary }) => ({ deck, title, summary })),
    notes: await Promise.all(notes),
  };
}

function cardsOf(card: Card): NoteCard[] {
  if (card.kind === 'cloze') {
    return clozeNumbers(card.text).map((n) => ({ ord: n - 1, key: `${card.id}~c${n}` }));
  }
  const first = { ord: 0, key: card.id };
  return card.kind === 'reverse' ? [first, { ord: 1, key: `${card.id}~reverse` }] : [first];
}

/** In the order of FIELDS, without those that every note has. */
async function fields(card: Card, { render, output }: ServeWith): Promise<string[]> {
  const html = async (markdown = '') => inline(colour(await render(markdown)));
  switch (card.kind) {
    case 'basic':
    case 'reverse':
      return [await html(card.front), await html(card.back)];
    case 'cloze':
      return [await html(card.text), await html(card.extra)];
    case 'typed': {
      const accepted = card.accept.map((line) => `<code>${escapeHtml(line)}</code>`).join(', ');
      return [await html(card.prompt), escapeHtml(card.answer), accepted, await html(card.explain)];
    }
    case 'output': {
      const { command, text } = await output(card.output);
      const shown = `<pre><code>$ ${escapeHtml(command)}\n${escapeHtml(text)}</code></pre>`;
      return [await html(card.question), shown, await html(card.answer)];
    }
    case 'fix':
      return [
        await html(card.question),
        `<code>${escapeHtml(card.name)}</code>`,
        unitFile(card.content),
        unitFile(card.solution),
        await html(card.explain),
      ];
  }
}

/** A single paragraph needs no element of its own: lists of notes read better without. */
function inline(html: string): string {
  const text = html.trim();
  const only = /^<p>((?:(?!<\/?p>)[\s\S])*)<\/p>$/.exec(text);
  return only?.[1] ?? text;
}

const UNIT_BLOCK =
  /<pre[^>]*><code class="language-(?:ini|unit|systemd)">([\s\S]*?)<\/code><\/pre>/g;

/** Fenced unit files get the classes of the pages. */
function colour(html: string): string {
  return html.replace(UNIT_BLOCK, (_, code: string) => unitFile(unescapeHtml(code)));
}

function unitFile(content: string): string {
  const lines = content
    .trimEnd()
    .split('\n')
    .map((line) =>
      unitTokens(line)
        .map(({ kind, text }) =>
          kind === 'text' ? escapeHtml(text) : `<span class="${kind}">${escapeHtml(text)}</span>`,
        )
        .join(''),
    );
  return `<pre><code>${lines.join('\n')}</code></pre>`;
}
