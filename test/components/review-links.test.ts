import { expect, test } from 'vitest';
import { reviewLinks } from '../../src/components/review-links.ts';

const PAGES = ['review/index.astro', 'review/statistics.astro', 'index.astro'];

test('links to the pages there are, in their order', () => {
  expect(reviewLinks([...PAGES].reverse(), '/').map(({ href }) => href)).toEqual([
    '/review',
    '/review/statistics',
  ]);
});

test.each([
  ['/review', 'Review'],
  ['/review/', 'Review'],
  ['/review/statistics/', 'Statistics'],
  ['/review/elsewhere', undefined],
])('%s is %s', (pathname, label) => {
  expect(reviewLinks(PAGES, pathname).find(({ current }) => current)?.label).toBe(label);
});
