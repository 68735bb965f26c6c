import { expect, test } from 'vitest';
import {
  forgetClass,
  rememberClass,
  rememberedClass,
} from '../../../src/classroom/learner/membership.ts';
import { memoryStore } from '../../../src/storage.ts';

const MIRA = { class: 'class-1', learner: 'mira', name: 'Mira' };

test('remembers one class, without codes, and forgets it', () => {
  const store = memoryStore();
  rememberClass(store, { ...MIRA, returnCode: 'SECRET' } as typeof MIRA);
  expect(rememberedClass(store)).toEqual(MIRA);
  expect(store.get('lab:class')).not.toContain('SECRET');
  forgetClass(store);
  expect(rememberedClass(store)).toBeNull();
});

test.each(['', '{', 'null', '[]', '{"class":7}'])('what is kept as %j is no class', (kept) => {
  expect(rememberedClass(memoryStore([['lab:class', kept]]))).toBeNull();
});
