/** Flashcards as data: one YAML file a deck under flashcards/. Texts are Markdown. */
import { z } from 'zod/mini';

const Id = z.string().check(
  z.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, {
    error: 'is no id: lower case words joined by hyphens',
  }),
);

const Text = z.string().check(z.minLength(1));

/** What every card says about itself. */
const about = {
  /** Unique over all decks; never changes, since people's review logs name it. */
  id: Id,
  /** Lesson that teaches it, as `module/lesson`: finishing the lesson unlocks the card. */
  lesson: z.optional(z.string().check(z.regex(/^[a-z0-9-]+\/[a-z0-9-]+$/))),
  /** Directive it is about, for example `ListenStream`. */
  directive: z.optional(Text),
  /** First systemd version it is true for, when that is later than 252. */
  since: z.optional(z.int()),
  /** Checks (`exercise/check`) whose failure makes it due. */
  checks: z._default(z.array(z.string()), []),
};

export const Card = z.discriminatedUnion('kind', [
  z.strictObject({ ...about, kind: z.literal('basic'), front: Text, back: Text }),
  /** Asked in both directions: two cards, the second with the id's suffix `~reverse`. */
  z.strictObject({ ...about, kind: z.literal('reverse'), front: Text, back: Text }),
  /** `{{c1::hidden}}` or `{{c1::hidden::hint}}`; each number is a card of its own. */
  z.strictObject({
    ...about,
    kind: z.literal('cloze'),
    text: Text.check(z.regex(/\{\{c\d+::/, { error: 'hides nothing: write {{c1::words}}' })),
    extra: z.optional(Text),
  }),
  /** One line to type; judged by what it means, not by its spelling. */
  z.strictObject({
    ...about,
    kind: z.literal('typed'),
    prompt: Text,
    /** `unit`: a `Key=value` line of that section. `command`: a shell command. */
    language: z.enum(['unit', 'command']),
    section: z.optional(z.enum(['Unit', 'Service', 'Socket', 'Install'])),
    answer: Text,
    /** Further lines that mean the same. */
    accept: z._default(z.array(Text), []),
    explain: z.optional(Text),
  }),
  /** A recorded output of a lesson: what does it tell? */
  z.strictObject({
    ...about,
    kind: z.literal('output'),
    /** `module/lesson#id` of the recorded output. */
    output: z.string().check(
      z.regex(/^[a-z0-9-]+\/[a-z0-9-]+#[a-z0-9-]+$/, {
        error: 'names no output: write module/lesson#id',
      }),
    ),
    question: Text,
    answer: Text,
  }),
  /** A broken unit file to repair in the small editor, judged by the language service. */
  z.strictObject({
    ...about,
    kind: z.literal('fix'),
    question: Text,
    name: Text,
    content: Text,
    companions: z._default(z.record(z.string(), z.string()), {}),
    solution: Text,
    /** Assignments the repaired file must still make: `Section.Key` to its value. */
    keeps: z._default(z.record(z.string(), z.string()), {}),
    explain: Text,
  }),
]);
export type Card = z.infer<typeof Card>;

export const Deck = z.strictObject({
  /** Slug of the module, or of the reference deck. */
  deck: Id,
  title: Text,
  summary: Text,
  cards: z.array(Card).check(z.minLength(1)),
});
export type Deck = z.infer<typeof Deck>;
