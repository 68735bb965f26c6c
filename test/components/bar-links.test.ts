import { expect, test } from 'vitest';
import { BAR_LINKS } from '../../src/components/bar-links.ts';

test.each([
  ['/', 'Course'],
  ['/glossary/', 'Course'],
  ['/learn/first-socket/demo-echo/', 'Course'],
  ['/review', 'Review'],
  ['/review/', 'Review'],
  ['/reviews', undefined],
  ['/class/', 'Labs'],
  ['/class/lab/', 'Labs'],
  ['/classes', undefined],
  ['/404/', undefined],
])('%s belongs to %s', (pathname, label) => {
  expect(BAR_LINKS.filter(({ within }) => within.test(pathname)).map((link) => link.label)).toEqual(
    label === undefined ? [] : [label],
  );
});
