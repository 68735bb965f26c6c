import { expect, test } from 'vitest';
import { differences } from '../../../sandbox/classroom/differences.ts';
import type { ClassSpec } from '../../../src/schemas/classroom/class.ts';
import { LESSON, SPEC } from './lab.ts';

const other = { lesson: 'first-socket/two-files', gate: { open: false } };

test.each<[string, Partial<ClassSpec>, Partial<ClassSpec>, string[]]>([
  ['nothing', {}, {}, []],
  ['a title', { title: 'A' }, { title: 'B' }, ['title: "A" (yours: "B")']],
  ['a time', {}, { startsAt: 0 }, ['start: none (yours: 1970-01-01T00:00:00.000Z)']],
  ['a box', { certificate: false }, {}, ['certificate: false (yours: true)']],
  [
    'which lessons',
    { lessons: [...SPEC.lessons, other] },
    {},
    [`lessons: ${LESSON}, ${other.lesson} (yours: ${LESSON})`],
  ],
  [
    'a gate',
    { lessons: [{ lesson: LESSON, gate: { open: false } }] },
    {},
    [`the gate or the notes of ${LESSON}`],
  ],
])('two disagree about %s', (_, theirs, yours, told) => {
  expect(differences({ ...SPEC, ...theirs }, { ...SPEC, ...yours })).toEqual(told);
});
