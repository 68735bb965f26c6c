/** Front matter of lesson.mdx and the content of module.yaml. Read at build time only. */
import { z } from 'zod';

const sentence = z.string().trim().min(1);
const slug = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'use lower-case words and hyphens');

/** A fact that holds from some version of systemd on. */
const VersionNote = z.strictObject({
  /** Major version of systemd. */
  since: z.int().min(1),
  note: sentence,
});

export const Lesson = z.strictObject({
  title: sentence.max(80),
  /** One or two sentences: what is on the page, for lists and search results. */
  summary: sentence.max(240),
  /** Expected time, exercise included. */
  minutes: z.int().min(1).max(90),
  /** What the learner can do afterwards; each completes "You can …". */
  objectives: z.array(sentence).min(1).max(6),
  /** Lessons to have done first, as `module/lesson`. */
  needs: z.array(z.string().regex(/^[a-z0-9-]+\/[a-z0-9-]+$/, 'write module/lesson')).default([]),
  /** Stable ids of the flashcards that belong to the lesson. */
  cards: z.array(slug).default([]),
  versions: z.array(VersionNote).default([]),
});
export type Lesson = z.infer<typeof Lesson>;

export const PARTS = ['Foundations', 'Mechanics', 'Operation'] as const;

export const Module = z.strictObject({
  title: sentence.max(60),
  summary: sentence.max(200),
  /** Heading the module stands under on the course map. */
  part: z.enum(PARTS),
  /** Subjects of its lessons, in order. */
  topics: z.array(sentence).min(1),
});
export type Module = z.infer<typeof Module>;
