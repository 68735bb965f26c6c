/** Profiles as fast-check makes them up. */
import fc from 'fast-check';
import type { Progress } from '../../../src/progress/progress.ts';
import { makeProfile, type Profile } from '../../../src/review/exchange/profile.ts';
import { type Entry, type Grade, mergeLogs } from '../../../src/review/log.ts';
import type { ReviewSettings } from '../../../src/review/settings.ts';

const at = fc.integer({ min: 1_700_000_000_000, max: 1_700_000_000_050 });
/** Few names, so that two profiles meet in many of them. */
const id = fc.string({ unit: fc.constantFrom('a', 'b', '1', '.'), minLength: 1, maxLength: 3 });
const card = fc.constantFrom('a', 'b~reverse', 'c~c2');

const anyEntry: fc.Arbitrary<Entry> = fc.oneof(
  fc.record({
    id,
    at,
    card,
    do: fc.constant('grade' as const),
    grade: fc.constantFrom<Grade>(1, 2, 3, 4),
    ms: fc.nat(90_000),
  }),
  fc.record({ id, at, card, do: fc.constant('undo' as const), of: id }),
  fc.record({ id, at, card, do: fc.constant('bury' as const), until: at }),
  fc.record({ id, at, card, do: fc.constant('note' as const), text: fc.string() }),
  fc.record({ id, at, card, do: fc.constantFrom('suspend' as const, 'resume', 'reset') }),
  fc.record({ id, at, card, do: fc.constantFrom('unlock' as const, 'recall') }),
);

const anySettings: fc.Arbitrary<ReviewSettings> = fc.record({
  retention: fc.constantFrom(0.7, 0.85, 0.97),
  newPerDay: fc.nat(30),
  reviewsPerDay: fc.nat(300),
  leechAfter: fc.integer({ min: 1, max: 9 }),
  dayStartsAt: fc.nat(23),
  learningSteps: fc.array(fc.integer({ min: 1, max: 720 }), { maxLength: 3 }),
  relearningSteps: fc.array(fc.integer({ min: 1, max: 720 }), { maxLength: 3 }),
  changedAt: fc.nat(2),
});

const anyProgress: fc.Arbitrary<Progress> = fc.record({
  version: fc.constant(1 as const),
  read: fc.dictionary(fc.constantFrom('m/a', 'm/b'), fc.nat(9)),
  exercises: fc.dictionary(
    fc.constantFrom('x', 'y'),
    fc.record({
      lesson: fc.constant('m/a'),
      passing: fc.nat(4),
      total: fc.constant(4),
      firstPassAt: fc.option(fc.nat(3)),
      attempts: fc.nat(2),
      hints: fc.nat(2),
      activeMs: fc.nat(5),
      at: fc.nat(3),
    }),
  ),
});

export const anyProfile: fc.Arbitrary<Profile> = fc
  .record({
    madeAt: at,
    log: fc.array(anyEntry, { maxLength: 12 }).map((entries) => mergeLogs(entries, [])),
    settings: anySettings,
    progress: anyProgress,
  })
  .map(makeProfile);
