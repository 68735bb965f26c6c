import { describe, expect, test } from 'vitest';
import { browserStore, memoryStore } from '../../../src/storage.ts';
import { keepDrafts, restoreDrafts } from '../../../src/workbench/editor/draft-store.ts';
import { openFile, reduceFile } from '../../../src/workbench/editor/file-state.ts';

const KEY = 'lab:files:demo';
const start = [openFile('/a', 'start a'), openFile('/b', null)];
const edited = start.map((file) =>
  file.path === '/a' ? reduceFile(file, { type: 'typed', text: 'mine' }) : file,
);

describe('drafts', () => {
  test('come back after a reload, with what they were based on', () => {
    const store = memoryStore();
    expect(keepDrafts(store, 'demo', edited)).toBe(true);
    expect(restoreDrafts(store, 'demo', start)).toEqual(edited);
  });

  test('of one exercise are not those of another', () => {
    const store = memoryStore();
    keepDrafts(store, 'demo', edited);
    expect(restoreDrafts(store, 'other', start)).toEqual(start);
  });

  test('are kept also when saved: a new machine needs them', () => {
    const store = memoryStore();
    const file = { path: '/a', version: 'v1', content: 'mine' };
    const saved = edited.map((each) =>
      each.path === '/a' ? reduceFile(each, { type: 'saved', file }) : each,
    );
    keepDrafts(store, 'demo', saved);
    expect(restoreDrafts(store, 'demo', start)[0]).toMatchObject({ text: 'mine' });
  });

  test('leave nothing behind once all is as the exercise starts', () => {
    const store = memoryStore();
    keepDrafts(store, 'demo', edited);
    keepDrafts(store, 'demo', start);
    expect(store.get(KEY)).toBeNull();
  });

  test.each([
    ['no JSON', '{'],
    ['another version', '{"v":2,"files":{}}'],
    ['another shape', '{"v":1,"files":{"/a":{"text":7}}}'],
    ['null', 'null'],
  ])('that cannot be read count as absent: %s', (_, json) => {
    expect(restoreDrafts(memoryStore([[KEY, json]]), 'demo', start)).toEqual(start);
  });

  test('of files the exercise no longer has are left alone', () => {
    const store = memoryStore();
    keepDrafts(store, 'demo', edited);
    const other = [openFile('/c', 'c')];
    expect(restoreDrafts(store, 'demo', other)).toEqual(other);
  });
});

test('a browser that keeps nothing says so instead of throwing', () => {
  const store = browserStore(() => {
    throw new DOMException('blocked', 'SecurityError');
  });
  expect(store.get('k')).toBeNull();
  expect(keepDrafts(store, 'demo', edited)).toBe(false);
});
