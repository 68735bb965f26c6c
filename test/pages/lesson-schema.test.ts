import { describe, expect, test } from 'vitest';
import { Lesson, Module } from '../../src/schemas/lesson.ts';

const lesson = {
  title: 'Echo',
  summary: 'One line comes back.',
  minutes: 15,
  objectives: ['write a socket unit'],
};
const module = { title: 'First', summary: 'A start.', part: 'Foundations', topics: ['One'] };

const fields = (result: ReturnType<typeof Lesson.safeParse | typeof Module.safeParse>) =>
  result.error?.issues.map((issue) =>
    issue.code === 'unrecognized_keys' ? issue.keys.join() : issue.path.join('.'),
  );

describe('front matter', () => {
  test('the least that is needed, and what is filled in', () => {
    expect(Lesson.parse(lesson)).toEqual({ ...lesson, needs: [], cards: [], versions: [] });
  });

  test.each([
    ['no title', { title: undefined }, 'title'],
    ['an empty title', { title: '  ' }, 'title'],
    ['minutes in words', { minutes: 'ten' }, 'minutes'],
    ['no time at all', { minutes: 0 }, 'minutes'],
    ['no objectives', { objectives: [] }, 'objectives'],
    ['a misspelt key', { minuts: 10 }, 'minuts'],
    ['a need by its title', { needs: ['The first lesson'] }, 'needs.0'],
    ['a card id with capitals', { cards: ['Echo-1'] }, 'cards.0'],
    ['a version as text', { versions: [{ since: 'v252', note: 'x' }] }, 'versions.0.since'],
  ])('%s is an error that names the field', (_, change, field) => {
    expect(fields(Lesson.safeParse({ ...lesson, ...change }))).toEqual([field]);
  });
});

describe('module.yaml', () => {
  test.each([
    ['a part the map does not have', { part: 'Basics' }, 'part'],
    ['no topics', { topics: [] }, 'topics'],
    ['a misspelt key', { titel: 'First' }, 'titel'],
  ])('%s is an error that names the field', (_, change, field) => {
    expect(Module.safeParse(module).success).toBe(true);
    expect(fields(Module.safeParse({ ...module, ...change }))).toEqual([field]);
  });
});
