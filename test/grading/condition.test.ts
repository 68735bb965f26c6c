import { describe, expect, test } from 'vitest';
import { fileHolds, holds, inWords } from '../../src/grading/condition.ts';
import type { Condition, FileCondition } from '../../src/schemas/condition.ts';

describe('a value meets a condition', () => {
  test.each<[Condition, string, boolean]>([
    ['listening', 'listening', true],
    ['listening', 'dead', false],
    [true, 'yes', true],
    [false, 'no', true],
    [true, 'true', false],
    [2, '2', true],
    [{ not: 'masked' }, 'loaded', true],
    [{ not: 'masked' }, 'masked', false],
    [{ oneOf: ['enabled', 'static'] }, 'static', true],
    [{ oneOf: ['enabled', 'static'] }, 'disabled', false],
    [{ contains: '9091' }, '127.0.0.1:9091 (Stream)', true],
    [{ contains: '9091' }, '', false],
    [{ matches: '^b' }, 'a\nb', true],
    [{ matches: '^b' }, 'ab', false],
    [{ atLeast: 2 }, '2', true],
    [{ atLeast: 2 }, '10', true],
    [{ atLeast: 2 }, '1', false],
    [{ atLeast: 0 }, '', false],
    [{ atLeast: 0 }, 'many', false],
    [{ atMost: 2 }, '2', true],
    [{ atMost: 2 }, '3', false],
    [{ atMost: 2 }, '', false],
  ])('%j on %j: %s', (condition, value, expected) => {
    expect(holds(condition, value)).toBe(expected);
  });
});

describe('a file meets a condition', () => {
  test.each<[FileCondition, string | null, boolean]>([
    [{ exists: true }, '', true],
    [{ exists: true }, null, false],
    [{ exists: false }, null, true],
    [{ exists: false }, 'x', false],
    [{ contains: 'x' }, 'xy', true],
    [{ contains: 'x' }, null, false],
    [{ not: 'x' }, null, false],
  ])('%j on %j: %s', (condition, content, expected) => {
    expect(fileHolds(condition, content)).toBe(expected);
  });
});

test.each<[FileCondition, string]>([
  ['listening', '=listening'],
  [true, '=yes'],
  [{ not: 'masked' }, ' is not masked'],
  [{ oneOf: ['a', 'b'] }, ' is a or b'],
  [{ atLeast: 2 }, ' is at least 2'],
  [{ exists: false }, ' does not exist'],
])('%j reads %j', (condition, words) => {
  expect(inWords(condition)).toBe(words);
});
