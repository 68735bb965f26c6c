/** What two who edited a class at the same time disagree about, in words. */
import type { ClassSpec } from '../../src/schemas/classroom/class.ts';

const NAMES: Readonly<Record<Exclude<keyof ClassSpec, 'lessons'>, string>> = {
  title: 'title',
  startsAt: 'start',
  endsAt: 'end',
  warmMachines: 'machines kept ready',
  maxMachines: 'most machines',
  machineMinutes: 'minutes of a machine',
  certificate: 'certificate',
  retentionDays: 'days it is kept',
};

/** For each field that differs both values, theirs first. Empty when both wrote the same. */
export function differences(theirs: ClassSpec, yours: ClassSpec): readonly string[] {
  const fields = (Object.keys(NAMES) as (keyof typeof NAMES)[])
    .filter((field) => theirs[field] !== yours[field])
    .map((field) => both(NAMES[field], shown(field, theirs), shown(field, yours)));
  const [one, other] = [inOrder(theirs), inOrder(yours)];
  if (one !== other) return [...fields, both('lessons', one, other)];
  const changed = theirs.lessons.filter(
    (lesson, at) => JSON.stringify(lesson) !== JSON.stringify(yours.lessons[at]),
  );
  return [...fields, ...changed.map(({ lesson }) => `the gate or the notes of ${lesson}`)];
}

const both = (name: string, theirs: string, yours: string): string =>
  `${name}: ${theirs} (yours: ${yours})`;

const inOrder = ({ lessons }: ClassSpec): string => lessons.map(({ lesson }) => lesson).join(', ');

function shown(field: keyof typeof NAMES, spec: ClassSpec): string {
  const value = spec[field];
  if (value === undefined) return 'none';
  if (field === 'startsAt' || field === 'endsAt') return new Date(Number(value)).toISOString();
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}
