import { describe, expect, test } from 'vitest';
import { CourseError, parseFolder, parseLessonFolder } from '../../src/course/folder.ts';

describe('folders of the course', () => {
  test.each([
    ['00-orientation', { number: 0, slug: 'orientation' }],
    ['01-first-socket', { number: 1, slug: 'first-socket' }],
    ['11-real-world', { number: 11, slug: 'real-world' }],
  ])('%s', (name, expected) => {
    expect(parseFolder(name)).toEqual(expected);
  });

  test.each(['first-socket', '1-first', '01_first', '01-First', '01-', '01-a--b', ''])(
    '%j is refused, and the message says how folders are named',
    (name) => {
      expect(() => parseFolder(name)).toThrow(
        expect.objectContaining({
          code: 'bad-folder',
          message: expect.stringContaining('NN-slug'),
        }),
      );
    },
  );

  test('a lesson has the address of its module and its own', () => {
    expect(parseLessonFolder('01-first-socket/02-demo-echo')).toEqual({
      module: { number: 1, slug: 'first-socket' },
      lesson: { number: 2, slug: 'demo-echo' },
      path: 'first-socket/demo-echo',
    });
  });

  test.each(['01-first-socket', '01-a/02-b/03-c'])('%s is no lesson', (folder) => {
    expect(() => parseLessonFolder(folder)).toThrow(CourseError);
  });
});
