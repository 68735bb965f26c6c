import { describe, expect, test } from 'vitest';
import { MAX_TERMINALS } from '../../../src/schemas/protocol.ts';
import { keyFor } from '../../../src/workbench/terminal/keys.ts';
import {
  addTab,
  canAdd,
  closeTab,
  NO_TABS,
  openTabs,
  titleOf,
} from '../../../src/workbench/terminal/tab-list.ts';

const open = (...ids: string[]) => ({ ids, active: ids[0] ?? null });

test('there are never more terminals than a session may have', () => {
  let tabs = NO_TABS;
  for (let n = 0; n < MAX_TERMINALS + 3; n += 1) tabs = addTab(tabs);
  expect(tabs.ids).toHaveLength(MAX_TERMINALS);
  expect(canAdd(tabs)).toBe(false);
});

test('a new one takes the lowest free number and comes to the front', () => {
  expect(addTab(open('t1', 't3'))).toEqual({ ids: ['t1', 't3', 't2'], active: 't2' });
});

test.each([
  ['t2', 't2', ['t1', 't3'], 't3'],
  ['t3', 't3', ['t1', 't2'], 't2'],
  ['t1', 't3', ['t2', 't3'], 't3'],
  ['t9', 't1', ['t1', 't2', 't3'], 't1'],
])('closing %s while %s is in front', (id, active, ids, front) => {
  expect(closeTab({ ids: ['t1', 't2', 't3'], active }, id)).toEqual({ ids, active: front });
});

test('closing the last one leaves none', () => {
  expect(closeTab(open('t1'), 't1')).toEqual(NO_TABS);
});

describe('on a ready machine', () => {
  test('a first terminal opens', () => {
    expect(openTabs([], null)).toEqual({ ids: ['t1'], active: 't1' });
  });
  test('those of before come back, the same one in front', () => {
    expect(openTabs(['t2', 't4'], 't4')).toEqual({ ids: ['t2', 't4'], active: 't4' });
    expect(openTabs(['t2', 't2'], 'gone')).toEqual({ ids: ['t2'], active: 't2' });
  });
});

test.each([
  ['t1', 'Terminal 1'],
  ['t12', 'Terminal 12'],
  ['top', 'Terminal top'],
])('%s is called %s', (id, title) => {
  expect(titleOf(id)).toBe(title);
});

describe('keys', () => {
  const press = (keys: string) => {
    const parts = keys.split('+');
    return keyFor({
      key: parts.at(-1) ?? '',
      ctrlKey: parts.includes('Ctrl'),
      shiftKey: parts.includes('Shift'),
      altKey: parts.includes('Alt'),
      metaKey: parts.includes('Meta'),
    });
  };

  test.each([
    ['a', 'shell'],
    ['Tab', 'shell'],
    ['Shift+Tab', 'page'],
    ['Enter', 'shell'],
    ['Ctrl+Enter', 'page'],
    ['Ctrl+c', 'shell'],
    ['Ctrl+s', 'shell'],
    ['Ctrl+Shift+C', 'copy'],
    ['Ctrl+Shift+V', 'page'],
    ['Ctrl+Shift+F', 'search'],
    ['Alt+Shift+F', 'shell'],
  ])('%s goes to the %s', (keys, use) => {
    expect(press(keys)).toBe(use);
  });
});
