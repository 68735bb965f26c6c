import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Store, StoredLearner } from '../../../sandbox/store/store.ts';
import type { ClassSpec } from '../../../src/schemas/classroom/class.ts';

const SPEC: ClassSpec = {
  title: 'Sockets on Monday',
  lessons: [{ lesson: 'first-socket/demo-echo', gate: { open: true } }],
  warmMachines: 0,
  maxMachines: 30,
  machineMinutes: 60,
  certificate: true,
  retentionDays: 30,
};

const INES = { id: 'ines', role: 'instructor', name: 'Ines', createdAt: 1 } as const;
const learner = (id: string, name = id): StoredLearner => ({ id, class: 'c', name, joinedAt: 5 });
const secret = (of: string) => ({ nameKey: of, returnHash: `hash of ${of}` });

/** What every store does. `open` gives an empty one. */
export function storeContract(open: () => Promise<Store>): void {
  let store: Store;
  beforeEach(async () => {
    store = await open();
    await store.accounts.add(INES);
    await store.classes.add({ id: 'c', code: 'CODE', spec: SPEC }, 'ines');
  });
  afterEach(() => store.dispose());

  describe('accounts', () => {
    test('are found by id and by the identity of their institution, once', async () => {
      const { accounts } = store;
      const ben = { ...INES, id: 'ben', role: 'owner' } as const;
      expect(await accounts.owner()).toBeUndefined();
      await accounts.add(ben, 'issuer sub');
      expect(await accounts.owner()).toEqual(ben);
      expect(await accounts.byIdentity('issuer sub')).toEqual(ben);
      expect(await accounts.find('nobody')).toBeUndefined();
      await expect(accounts.add({ ...ben, id: 'x' }, 'issuer sub')).rejects.toMatchObject({
        code: 'taken',
      });
    });

    test('are listed and removed, with their logins and links; their classes stay', async () => {
      const { accounts } = store;
      await accounts.add({ ...INES, id: 'ben', role: 'owner', createdAt: INES.createdAt + 1 });
      expect((await accounts.list()).map(({ id }) => id)).toEqual(['ines', 'ben']);
      const login = { id: 'l', account: 'ines', browser: 'b', createdAt: 1, seenAt: 1 };
      await accounts.signIn(login);
      await accounts.addLink('h', 'account:ines', 100);
      expect(await accounts.remove('ines')).toBe(true);
      expect(await accounts.remove('ines')).toBe(false);
      expect(await accounts.login('b')).toBeUndefined();
      expect(await accounts.useLink('h', 50)).toBeUndefined();
      expect(await store.classes.instructors('c')).toEqual([]);
      expect(await store.classes.list(null)).toHaveLength(1);
    });

    test('keep an owner', async () => {
      const { accounts } = store;
      await accounts.add({ ...INES, id: 'ben', role: 'owner' });
      expect(await accounts.remove('ben')).toBe(false);
      await accounts.add({ ...INES, id: 'ada', role: 'owner' });
      expect(await accounts.remove('ben')).toBe(true);
      expect(await accounts.remove('ada')).toBe(false);
      expect((await accounts.owner())?.id).toBe('ada');
    });

    test('a link works once, also when two use it at the same time, and not after its time', async () => {
      await store.accounts.addLink('h', 'invitation', 100);
      const both = await Promise.all([0, 1].map(() => store.accounts.useLink('h', 50)));
      expect(both.filter((kind) => kind === 'invitation')).toHaveLength(1);
      await store.accounts.addLink('late', 'owner', 100);
      expect(await store.accounts.useLink('late', 100)).toBeUndefined();
    });

    test('a browser is signed in to one account, and can be signed out', async () => {
      const login = { id: 'l', account: 'ines', browser: 'b', createdAt: 1, seenAt: 1 };
      await store.accounts.signIn(login);
      await store.accounts.signIn({ ...login, id: 'l2' });
      await store.accounts.seen('l2', 9_007_199_254_740);
      expect(await store.accounts.login('b')).toEqual({
        ...login,
        id: 'l2',
        seenAt: 9_007_199_254_740,
        of: INES,
      });
      expect(await store.accounts.logins('ines')).toHaveLength(1);
      await store.accounts.signOut('ines', 'other');
      expect(await store.accounts.login('b')).toBeDefined();
      await store.accounts.signOut('ines');
      expect(await store.accounts.login('b')).toBeUndefined();
    });
  });

  describe('classes', () => {
    test('are found by id and code', async () => {
      const stored = { id: 'c', code: 'CODE', spec: SPEC, version: 1, seq: 0, archivedAt: null };
      expect(await store.classes.find('c')).toEqual(stored);
      expect(await store.classes.byCode('CODE')).toEqual(stored);
      await expect(
        store.classes.add({ id: 'd', code: 'CODE', spec: SPEC }, 'ines'),
      ).rejects.toMatchObject({ code: 'taken' });
      expect(await store.classes.find('d')).toBeUndefined();
    });

    test('are listed with their learners, for those who teach them', async () => {
      await store.accounts.add({ ...INES, id: 'ben' });
      await store.learners.add(learner('a'), secret('a'));
      expect(await store.classes.list('ines')).toMatchObject([{ id: 'c', learners: 1 }]);
      expect(await store.classes.list('ben')).toEqual([]);
      expect(await store.classes.list(null)).toHaveLength(1);
      await store.classes.addInstructor('c', 'ben');
      await store.classes.addInstructor('c', 'ben');
      expect(await store.classes.list('ben')).toHaveLength(1);
      expect((await store.classes.instructors('c')).map(({ id }) => id).sort()).toEqual([
        'ben',
        'ines',
      ]);
    });

    test('of two who edit the same version, one is refused', async () => {
      const edits = ['one', 'two'].map((title) => store.classes.edit('c', 1, { ...SPEC, title }));
      expect((await Promise.all(edits)).sort()).toEqual([false, true]);
      expect(await store.classes.find('c')).toMatchObject({ version: 2 });
    });

    test('are archived, and erased with all there is', async () => {
      await store.classes.archive('c', 77);
      expect(await store.classes.find('c')).toMatchObject({ archivedAt: 77 });
      await store.learners.add(learner('a'), secret('a'));
      await store.learners.bind('b', learner('a'));
      await store.learners.saveFile({ learner: 'a', exercise: 'x', path: '/f', content: 'text' });
      await store.entries.write('c', [{ key: 'k', audience: 'a', body: '{}' }]);
      expect(await store.classes.extent('c')).toEqual({ learners: 1, entries: 1, files: 1 });
      await store.classes.erase('c');
      expect(await store.classes.find('c')).toBeUndefined();
      expect(await store.learners.find('a')).toBeUndefined();
      expect(await store.learners.ofBrowser('b')).toEqual([]);
      expect(await store.learners.files('a')).toEqual([]);
      expect(await store.entries.since('c', 0)).toEqual([]);
    });
  });

  describe('learners', () => {
    test('have names of their own within a class', async () => {
      await store.learners.add(learner('a', 'Mira'), secret('mira'));
      await expect(
        store.learners.add(learner('b', 'mira'), { nameKey: 'mira', returnHash: 'other' }),
      ).rejects.toMatchObject({ code: 'taken' });
      expect(await store.learners.byReturnHash('hash of mira')).toEqual(learner('a', 'Mira'));
      expect(await store.learners.ofClass('c')).toEqual([learner('a', 'Mira')]);
    });

    test('come back from another browser', async () => {
      await store.learners.add(learner('a'), secret('a'));
      await store.learners.add(learner('b'), secret('b'));
      await store.learners.bind('phone', learner('a'));
      await store.learners.bind('phone', learner('b'));
      expect(await store.learners.ofBrowser('phone')).toEqual([learner('b')]);
      await store.learners.unbind('phone', 'c');
      expect(await store.learners.ofBrowser('phone')).toEqual([]);
    });

    test('are erased with what is about them, and nothing else', async () => {
      for (const id of ['a', 'b']) {
        await store.learners.add(learner(id), secret(id));
        await store.learners.saveFile({ learner: id, exercise: 'x', path: '/f', content: '1' });
        await store.learners.saveFile({ learner: id, exercise: 'x', path: '/f', content: '2' });
        await store.entries.write('c', [{ key: `learner:${id}`, audience: id, body: '{}' }]);
      }
      await store.learners.erase(learner('a'));
      expect(await store.learners.find('a')).toBeUndefined();
      expect(await store.learners.files('a')).toEqual([]);
      expect(await store.learners.files('b', 'x')).toMatchObject([{ content: '2' }]);
      expect((await store.entries.since('c', 0)).map(({ key }) => key)).toEqual(['learner:b']);
    });
  });

  describe('entries', () => {
    const entry = (key: string, body = '{}') => ({ key, audience: 'all', body });

    test('are numbered without gaps, also by writers at the same time', async () => {
      const writes = Array.from({ length: 20 }, (_, at) =>
        store.entries.write('c', [entry(`a${at}`), entry(`b${at}`)]),
      );
      const seqs = (await Promise.all(writes)).flat().map(({ seq }) => seq);
      expect(seqs.sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, at) => at + 1));
      expect(await store.entries.since('c', 38)).toHaveLength(2);
    });

    test('take the place of what they are a newer state of', async () => {
      await store.entries.write('c', [entry('k', '1'), entry('l')]);
      await store.entries.write('c', [entry('k', '2')]);
      expect(await store.entries.since('c', 0)).toEqual([
        { ...entry('l'), seq: 2 },
        { ...entry('k', '2'), seq: 3 },
      ]);
    });

    test('of a class that is gone are not written', async () => {
      expect(await store.entries.write('none', [entry('k')])).toEqual([]);
    });
  });
}
