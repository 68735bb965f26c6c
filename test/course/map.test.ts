import { describe, expect, test } from 'vitest';
import {
  courseMap,
  type LessonSource,
  type ModuleSource,
  placeOf,
  readingOrder,
} from '../../src/course/map.ts';
import type { Module } from '../../src/schemas/lesson.ts';

const module = (folder: string, part: Module['part'] = 'Foundations'): ModuleSource => ({
  folder,
  module: { title: `Module ${folder}`, summary: 'About it.', part, topics: ['One'] },
});

const lesson = (folder: string, needs: string[] = []): LessonSource => ({
  folder,
  checks: 3,
  lesson: {
    title: `Lesson ${folder}`,
    summary: 'About it.',
    minutes: 10,
    objectives: ['do it'],
    needs,
    cards: [],
    versions: [],
  },
});

const paths = (modules: ModuleSource[], lessons: LessonSource[]) =>
  readingOrder(courseMap(modules, lessons)).map(({ path }) => path);

describe('the map of the course', () => {
  test('orders parts, modules and lessons, however they were found', () => {
    const map = courseMap(
      [module('04-descriptors', 'Mechanics'), module('01-first'), module('00-start')],
      [lesson('01-first/10-last'), lesson('01-first/02-second'), lesson('00-start/01-hello')],
    );
    expect(map.map(({ title, modules }) => [title, modules.map(({ slug }) => slug)])).toEqual([
      ['Foundations', ['start', 'first']],
      ['Mechanics', ['descriptors']],
    ]);
    expect(readingOrder(map).map(({ path }) => path)).toEqual([
      'start/hello',
      'first/second',
      'first/last',
    ]);
  });

  test('a module without lessons is on the map', () => {
    const [part] = courseMap([module('02-later')], []);
    expect(part?.modules[0]).toMatchObject({ number: 2, lessons: [] });
  });

  test('what a lesson costs is on the map', () => {
    const [found] = readingOrder(courseMap([module('01-a')], [lesson('01-a/01-b')]));
    expect(found).toMatchObject({ minutes: 10, checks: 3, number: 1 });
  });

  test.each([
    ['two modules of one number', [module('01-a'), module('01-b')], [], 'duplicate'],
    [
      'two lessons of one number',
      [module('01-a')],
      [lesson('01-a/02-x'), lesson('01-a/02-y')],
      'duplicate',
    ],
    ['a lesson without a module', [], [lesson('01-a/01-b')], 'no-module'],
    [
      'a need nobody meets',
      [module('01-a')],
      [lesson('01-a/01-b', ['a/nowhere'])],
      'unknown-lesson',
    ],
  ])('%s stops the build', (_, modules, lessons, code) => {
    expect(() => courseMap(modules, lessons)).toThrow(expect.objectContaining({ code }));
  });

  test('a need that is met does not', () => {
    expect(paths([module('01-a')], [lesson('01-a/01-b'), lesson('01-a/02-c', ['a/b'])])).toEqual([
      'a/b',
      'a/c',
    ]);
  });
});

describe('the place of a lesson', () => {
  const map = courseMap(
    [module('00-a'), module('01-b')],
    [lesson('00-a/01-one'), lesson('01-b/01-two'), lesson('01-b/02-three')],
  );

  test.each([
    ['a/one', 'a', undefined, 'b/two'],
    ['b/two', 'b', 'a/one', 'b/three'],
    ['b/three', 'b', 'b/two', undefined],
  ])('%s', (path, slug, previous, next) => {
    const place = placeOf(map, path);
    expect(place.module.slug).toBe(slug);
    expect(place.previous?.path).toBe(previous);
    expect(place.next?.path).toBe(next);
  });

  test('knows what the lesson builds on', () => {
    const map = courseMap(
      [module('01-b')],
      [lesson('01-b/01-two'), lesson('01-b/02-three', ['b/two'])],
    );
    expect(placeOf(map, 'b/three').needs.map(({ path }) => path)).toEqual(['b/two']);
    expect(placeOf(map, 'b/two').needs).toEqual([]);
  });

  test('of one that does not exist is an error that names it', () => {
    expect(() => placeOf(map, 'b/four')).toThrow(/b\/four/);
  });
});
