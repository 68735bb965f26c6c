import { expect, test } from 'vitest';
import { countsAfter } from '../../../src/classroom/learner/report-progress.ts';
import { reports } from '../reports.ts';

const countsOf = (story: string, known = {}) => reports(story).reduce(countsAfter, known);

test('every check is counted', () => {
  expect(countsOf('x:a,-? +,x:b? +,x:b?')).toMatchObject({
    one: { state: 'pass', tries: 1 },
    two: { state: 'fail', tries: 2, repeats: 2, observed: 'b' },
  });
});

test('a page that begins anew goes on from what the class knows', () => {
  const known = { one: { state: 'fail', tries: 7, repeats: 2, observed: 'a', since: 5 } };
  expect(countsOf('x:a?', known)).toMatchObject({ one: { tries: 8, repeats: 3 } });
});

test('nothing new is nothing to tell', () => {
  const counts = countsOf('x:a,-');
  expect(reports('x:a,-').reduce(countsAfter, counts)).toBe(counts);
  expect(reports('…,-~').reduce(countsAfter, counts)).not.toBe(counts);
});
