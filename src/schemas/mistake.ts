import { z } from 'zod/mini';

/** mistakes/NAME/mistake.yaml: what a machine with this mistake must be told. */
export const Mistake = z.strictObject({
  /** The check that fails, and the only one. */
  check: z.string(),
  /** A phrase of the hint shown for it. */
  hint: z.string().check(z.minLength(1)),
});
export type Mistake = z.infer<typeof Mistake>;
