/** What the site delivers to the review page: cards with their texts already rendered. */
import type { ReviewCard } from './cards.ts';

export interface Served {
  readonly decks: readonly ServedDeck[];
  /** All lessons, for what they unlock. */
  readonly lessons: readonly ServedLesson[];
  /** In the order of the course. */
  readonly cards: readonly ServedCard[];
}

export interface ServedDeck {
  readonly deck: string;
  readonly title: string;
  readonly summary: string;
}

export interface ServedLesson {
  /** Below /learn/. */
  readonly path: string;
  readonly minutes: number;
  readonly checks: number;
}

export interface ServedCard {
  /** As {@link ReviewCard}: the log refers to it. */
  readonly key: ReviewCard['key'];
  readonly deck: string;
  readonly lesson?: string;
  readonly directive?: string;
  readonly since?: number;
  /** HTML, made from our own decks while the site was built. */
  readonly question: string;
  /** HTML. */
  readonly answer: string;
  /** With what a machine printed, shown below the question. */
  readonly output?: ShownOutput;
  /** With a line to type. */
  readonly typed?: TypedTask;
  /** With a file to repair. */
  readonly repair?: RepairTask;
}

/** A recorded output of a lesson. */
export interface ShownOutput {
  readonly command: string;
  /** As the machine printed it; empty when it printed nothing. */
  readonly text: string;
  /** Where it was recorded, for example `Recorded on Debian 12, systemd 252`. */
  readonly caption: string;
}

/** How systemd reads a value that can be written in several ways: `yes` and `on`, `5min` and `300`. */
export type Reading = 'boolean' | 'time';
/** By `Section.Key`; what is not named is read to the letter. */
export type Readings = Readonly<Record<string, Reading>>;

export interface TypedTask {
  readonly language: 'unit' | 'command';
  readonly section: string;
  readonly answer: string;
  /** Further lines that mean the same. */
  readonly accept: readonly string[];
  readonly readings: Readings;
}

export interface RepairTask {
  readonly name: string;
  readonly content: string;
  readonly companions: Readonly<Record<string, string>>;
  readonly solution: string;
  /** Assignments the repaired file must make: `Section.Key` to its value. */
  readonly keeps: Readonly<Record<string, string>>;
  readonly readings: Readings;
}
