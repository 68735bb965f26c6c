import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  emptyProfile,
  makeProfile,
  mergeProfiles,
  type Profile,
  readProfile,
  writeProfile,
} from '../../../src/review/exchange/profile.ts';
import { compareEntries, type Entry } from '../../../src/review/log.ts';
import { anyProfile } from './any-profile.ts';

const packed = (text: string | Uint8Array): Uint8Array<ArrayBuffer> =>
  new Uint8Array(gzipSync(text));
const plain = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const json = (change: object): string => JSON.stringify({ ...emptyProfile(), ...change });
const grade: Entry = { id: 'a.1', at: 5, card: 'fd-what', do: 'grade', grade: 3, ms: 900 };

describe('merging two profiles', () => {
  test('the order does not matter', () => {
    fc.assert(
      fc.property(anyProfile, anyProfile, (a, b) => {
        expect(mergeProfiles(a, b)).toEqual(mergeProfiles(b, a));
      }),
    );
  });
  test('grouping does not matter', () => {
    fc.assert(
      fc.property(anyProfile, anyProfile, anyProfile, (a, b, c) => {
        expect(mergeProfiles(mergeProfiles(a, b), c)).toEqual(
          mergeProfiles(a, mergeProfiles(b, c)),
        );
      }),
    );
  });
  test('merging again changes nothing, and nothing is lost', () => {
    fc.assert(
      fc.property(anyProfile, anyProfile, (a, b) => {
        const merged = mergeProfiles(a, b);
        expect(mergeProfiles(merged, b)).toEqual(merged);
        const ids = new Set(merged.log.map(({ id }) => id));
        for (const { id } of [...a.log, ...b.log]) expect(ids).toContain(id);
        for (const name of Object.keys({ ...a.progress.exercises, ...b.progress.exercises })) {
          expect(merged.progress.exercises).toHaveProperty(name);
        }
      }),
    );
  });
  test('of two settings those changed later hold', () => {
    const settings = emptyProfile().settings;
    const older = makeProfile({ ...emptyProfile(), settings: { ...settings, changedAt: 5 } });
    const newer = makeProfile({
      ...emptyProfile(),
      settings: { ...settings, retention: 0.8, changedAt: 6 },
    });
    expect(mergeProfiles(newer, older).settings.retention).toBe(0.8);
  });
});

describe('as a file', () => {
  test('what was written is what is read', async () => {
    await fc.assert(
      fc.asyncProperty(anyProfile, async (profile) => {
        expect(await readProfile(await writeProfile(profile))).toEqual(profile);
      }),
      { numRuns: 30 },
    );
  });
  test('reads what a browser has unpacked while it saved it', async () => {
    const profile = await readProfile(plain(json({ log: [grade] })));
    expect(profile.log).toEqual([grade]);
  });
  test('reads the progress file of the course', async () => {
    const progress = { version: 1, read: { 'm/a': 3 }, exercises: {} };
    const profile = await readProfile(plain(JSON.stringify(progress)));
    expect(profile).toEqual({ ...emptyProfile(), progress });
  });
  test('a setting that an older version did not know has its default', async () => {
    const profile = await readProfile(packed(json({ settings: { retention: 0.8 } })));
    expect(profile.settings).toEqual({ ...emptyProfile().settings, retention: 0.8 });
  });
  test('a log out of order, with an id twice, is put in order', async () => {
    const later: Entry = { ...grade, id: 'a.2', at: 9 };
    const { log } = await readProfile(packed(json({ log: [later, grade, later] })));
    expect(log).toEqual([grade, later].sort(compareEntries));
  });
});

describe('bad input is refused with what to do', () => {
  const whole = packed(json({ log: [grade] }));
  const bomb = packed(new Uint8Array(300_000));
  test.each<[string, Uint8Array<ArrayBuffer>, string, RegExp]>([
    ['an empty file', new Uint8Array(), 'not-ours', /no profile/],
    ['a picture', plain('\x89PNG\r\n'), 'not-ours', /\.profile\.gz/],
    ['other JSON', plain('{"format":"tasks"}'), 'not-ours', /no profile/],
    ['JSON that is no object', packed('[1]'), 'not-ours', /no profile/],
    ['a file cut off', whole.slice(0, whole.length - 9), 'damaged', /Copy it again/],
    ['JSON cut off', plain(json({}).slice(0, 40)), 'damaged', /Copy it again/],
    ['a byte changed', whole.with(whole.length - 6, 7), 'damaged', /Copy it again/],
    ['text that is not UTF-8', packed(new Uint8Array([0x7b, 0xff])), 'damaged', /Copy it again/],
    ['a newer version', packed(json({ version: 2, more: 1 })), 'newer', /Reload this page/],
    ['an entry of no kind', packed(json({ log: [{ ...grade, do: 'x' }] })), 'damaged', /log\.0/],
    ['a grade of 5', packed(json({ log: [grade, { ...grade, grade: 5 }] })), 'damaged', /log\.1/],
    ['a retention of 2', packed(json({ settings: { retention: 2 } })), 'damaged', /retention/],
    ['a part nobody knows', packed(json({ script: 'x' })), 'damaged', /Nothing was taken in/],
    ['a bomb', bomb, 'too-large', /unpacks into more/],
    ['a file larger than the limit', new Uint8Array(100_001), 'too-large', /Nothing was taken in/],
  ])('%s', async (_, file, code, says) => {
    const refused = readProfile(file, 100_000);
    await expect(refused).rejects.toMatchObject({ name: 'ExchangeError', code });
    await expect(refused).rejects.toThrow(says);
  });
  test('names like __proto__ change nothing but what they name', async () => {
    const text = json({}).replace('"read":{}', '"read":{"__proto__":5,"m/a":2}');
    const { progress } = await readProfile(packed(text));
    const merged: Profile = mergeProfiles(emptyProfile(), { ...emptyProfile(), progress });
    expect(Object.getPrototypeOf(merged.progress.read)).toBe(Object.prototype);
    expect(merged.progress.read['m/a']).toBe(2);
  });
});
