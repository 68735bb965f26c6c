import { z } from 'zod/mini';

/** A value as `systemctl show` prints it: `yes`, `listening`, `0`. `true` means `yes`. */
const Value = z.union([z.string(), z.number(), z.boolean()]);

const Pattern = z.string().check(
  z.refine(
    (source) => {
      try {
        new RegExp(source, 'u');
        return true;
      } catch {
        return false;
      }
    },
    { error: 'is not a regular expression' },
  ),
);

/**
 * What a value must be: the value itself, or one of the tests below. Written in YAML as
 * `SubState: listening`, `LoadState: { not: masked }`, `NAccepted: { atLeast: 2 }`.
 */
export const Condition = z.union(
  [
    Value,
    z.strictObject({ not: Value }),
    z.strictObject({ oneOf: z.array(Value).check(z.minLength(1)) }),
    z.strictObject({ contains: z.string() }),
    /** A regular expression with flag `u`, plus `m` so that `^` and `$` mean lines. */
    z.strictObject({ matches: Pattern }),
    z.strictObject({ atLeast: z.number() }),
    z.strictObject({ atMost: z.number() }),
  ],
  {
    error:
      'is no condition: write a value, or one of { not: VALUE }, { oneOf: [VALUE, …] }, ' +
      '{ contains: TEXT }, { matches: REGEX }, { atLeast: N }, { atMost: N }',
  },
);
export type Condition = z.infer<typeof Condition>;

/** What a file must be: there or not, or its content under a {@link Condition}. */
export const FileCondition = z.union([z.strictObject({ exists: z.boolean() }), Condition], {
  error: 'is no condition on a file: write { exists: true } or { exists: false }, or a condition',
});
export type FileCondition = z.infer<typeof FileCondition>;
