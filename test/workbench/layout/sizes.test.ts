import { describe, expect, test } from 'vitest';
import { memoryStore } from '../../../src/storage.ts';
import { PaneLayout } from '../../../src/workbench/layout/pane-layout.ts';
import {
  DEFAULT_SIZES,
  LIMITS,
  parseSizes,
  resize,
  sizeForKey,
} from '../../../src/workbench/layout/sizes.ts';
import { tabForKey } from '../../../src/workbench/tab-keys.ts';

test.each([
  ['editor', 0, 20],
  ['editor', 55.4, 55],
  ['editor', 100, 80],
  ['checks', 10_000, 560],
] as const)('%s asked to be %i becomes %i', (pane, to, size) => {
  expect(resize(DEFAULT_SIZES, pane, to)[pane]).toBe(size);
});

test.each([
  ['ArrowDown', 52],
  ['ArrowUp', 48],
  ['Home', 20],
  ['End', 80],
  ['ArrowLeft', null],
  ['a', null],
])('%s on the separator asks for %s', (key, size) => {
  expect(sizeForKey(key, 50, LIMITS.editor, 'ArrowDown', 'ArrowUp')).toBe(size);
});

test('keys stop at the limits', () => {
  expect(sizeForKey('ArrowDown', 80, LIMITS.editor, 'ArrowDown', 'ArrowUp')).toBe(80);
  expect(sizeForKey('ArrowUp', 20, LIMITS.editor, 'ArrowDown', 'ArrowUp')).toBe(20);
});

test.each([
  [null, DEFAULT_SIZES],
  ['{', DEFAULT_SIZES],
  ['{"editor":"x"}', DEFAULT_SIZES],
  ['{"editor":60,"checks":300}', { editor: 60, checks: 300 }],
  ['{"editor":-4,"checks":9999}', { editor: 20, checks: 560 }],
])('what the browser kept, %j, is %j', (json, sizes) => {
  expect(parseSizes(json)).toEqual(sizes);
});

describe('the layout', () => {
  test('comes back after a reload', () => {
    const store = memoryStore();
    new PaneLayout(store).resize('editor', 33);
    const again = new PaneLayout(store);
    again.restore();
    expect(again.sizes.value).toEqual({ ...DEFAULT_SIZES, editor: 33 });
  });

  test('buttons leap, and end at the limit', () => {
    const layout = new PaneLayout(memoryStore());
    for (let n = 0; n < 9; n += 1) layout.leap('editor', 1);
    expect(layout.sizes.value.editor).toBe(LIMITS.editor.max);
    layout.leap('editor', -1);
    expect(layout.sizes.value.editor).toBe(LIMITS.editor.max - LIMITS.editor.leap);
  });
});

test.each([
  ['ArrowRight', 2, 0],
  ['ArrowLeft', 0, 2],
  ['Home', 2, 0],
  ['End', 0, 2],
  ['x', 1, null],
])('%s on tab %i of three leads to %s', (key, at, to) => {
  expect(tabForKey(key, at, 3)).toBe(to);
});
