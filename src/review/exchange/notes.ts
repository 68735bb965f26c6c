/** Cards as other programs take them: notes with named fields, of which cards are made. */
import { htmlToText } from './plain-html.ts';

/** What stands at the end of every note. */
const ABOUT = ['Lesson', 'Directive', 'Since', 'My note'] as const;

/** Names of the fields by kind of note. Anki matches by these names: they never change. */
export const FIELDS = {
  basic: ['Front', 'Back', ...ABOUT],
  reverse: ['Front', 'Back', ...ABOUT],
  cloze: ['Text', 'Extra', ...ABOUT],
  typed: ['Prompt', 'Answer', 'Accepted', 'Explanation', ...ABOUT],
  output: ['Question', 'Output', 'Answer', ...ABOUT],
  fix: ['Question', 'File', 'Broken', 'Solution', 'Explanation', ...ABOUT],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type NoteKind = keyof typeof FIELDS;

/** One question of a note. */
export interface NoteCard {
  /** Number of the template, or of the cloze less one. */
  readonly ord: number;
  /** As the log knows it. */
  readonly key: string;
}

export interface ExchangeNote {
  /** The card's id in its deck. */
  readonly id: string;
  /** The name by which other programs know it again; never changes. */
  readonly guid: string;
  readonly kind: NoteKind;
  readonly deck: string;
  /** HTML, in the order of {@link FIELDS}. */
  readonly fields: readonly string[];
  readonly tags: readonly string[];
  readonly cards: readonly NoteCard[];
}

export interface ExchangeDeck {
  readonly deck: string;
  readonly title: string;
  readonly summary: string;
}

/** What the site delivers to the exchange page. */
export interface CourseNotes {
  readonly decks: readonly ExchangeDeck[];
  /** In the order of the course. */
  readonly notes: readonly ExchangeNote[];
}

/** Above all decks. */
export const COURSE_TITLE = 'Socket Activation Lab';
const GUID = 'socket-activation-lab:';

/** Stable for ever, and readable: it is how a second import finds what the first one brought. */
export function guidOf(id: string): string {
  return `${GUID}${id}`;
}

/** The note's text as a list shows it. */
export function noteTitle({ fields }: Pick<ExchangeNote, 'fields'>): string {
  return htmlToText(fields[0] ?? '');
}

/** The note with the learner's own words beside it, HTML. */
export function withMyNote(note: ExchangeNote, html: string): ExchangeNote {
  return { ...note, fields: [...note.fields.slice(0, -1), html] };
}
