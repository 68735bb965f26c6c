import { expect, test } from 'vitest';
import { themeOf } from '../../src/components/theme.ts';

test.each([
  [undefined, true, 'dark'],
  [undefined, false, 'light'],
  ['light', true, 'light'],
  ['dark', false, 'dark'],
  ['pink', true, 'dark'],
])('chosen %s, system dark %s: %s', (theme, matches, expected) => {
  const root = { dataset: { theme } } as unknown as HTMLElement;
  expect(themeOf(root, { matches })).toBe(expected);
});
