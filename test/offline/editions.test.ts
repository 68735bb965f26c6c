import { expect, test } from 'vitest';
import { neededVersions, takeOver, versionOf } from '../../src/offline/editions.ts';

test('pages stay with the version they were opened with, over several take-overs', () => {
  const a = takeOver(undefined, 'A', ['first']);
  expect(versionOf(a, 'first')).toBe('A');
  const b = takeOver(a, 'B', ['first', 'second']);
  expect(['first', 'second', 'later'].map((id) => versionOf(b, id))).toEqual(['A', 'A', 'B']);
  const c = takeOver(b, 'C', ['first', 'later']);
  expect(['first', 'later', 'latest'].map((id) => versionOf(c, id))).toEqual(['A', 'B', 'C']);
  expect([...neededVersions(c, ['first', 'latest'])].sort()).toEqual(['A', 'C']);
  expect([...neededVersions(c, [])]).toEqual(['C']);
});

test('the same version again changes nothing', () => {
  const b = takeOver(takeOver(undefined, 'A', []), 'B', ['old']);
  expect(takeOver(b, 'B', ['old', 'new'])).toEqual(b);
});
