/** What a person may set about their reviews. */
import { z } from 'zod/mini';

/** Waits between the first questions of a card, minutes; a day is no step but an interval. */
const steps = () => z.array(count(1, 720)).check(z.maxLength(6));
const count = (least: number, most: number) => z.int().check(z.minimum(least), z.maximum(most));

/** A setting that is missing, as in what an older version kept, has its default. */
export const ReviewSettings = z.object({
  /** Chance to remember at which a card is asked again. */
  retention: z._default(z.number().check(z.minimum(0.7), z.maximum(0.97)), 0.9),
  newPerDay: z._default(count(0, 9999), 20),
  reviewsPerDay: z._default(count(0, 9999), 200),
  /** Lapses after which a card counts as a leech. */
  leechAfter: z._default(count(1, 99), 8),
  /** Hour at which a day begins, so that a late evening is still today. */
  dayStartsAt: z._default(count(0, 23), 4),
  /** Of new cards, minutes. */
  learningSteps: z._default(steps(), [1, 10]),
  /** Of forgotten cards, minutes. */
  relearningSteps: z._default(steps(), [10]),
  /** When they were last changed, ms: of two devices' settings the later ones hold. 0: never. */
  changedAt: z._default(count(0, Number.MAX_SAFE_INTEGER), 0),
});
export type ReviewSettings = Readonly<z.infer<typeof ReviewSettings>>;

export const DEFAULT_SETTINGS: ReviewSettings = ReviewSettings.parse({});

/** The settings changed last. Commutative and associative. */
export function mergeSettings(a: ReviewSettings, b: ReviewSettings): ReviewSettings {
  if (a.changedAt !== b.changedAt) return a.changedAt > b.changedAt ? a : b;
  return JSON.stringify(a) < JSON.stringify(b) ? a : b;
}
