import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Institution } from '../../../../sandbox/classroom/institution/institution.ts';
import type { ClaimRule } from '../../../../sandbox/classroom/institution/settings.ts';
import { BACK, CLIENT, type Person, TestProvider } from './provider.ts';

const MINUTE = 60_000;

let provider: TestProvider;
let now: number;

beforeEach(async () => {
  now = Date.now();
  // The provider says at every start that it keeps nothing, which is what it is here for.
  vi.spyOn(console, 'warn').mockImplementation(() => {});
  provider = await new TestProvider().open();
});
afterEach(() => provider.close());
afterEach(() => vi.restoreAllMocks());

function institution(
  instructors: readonly ClaimRule[] = [],
  { issuer = provider.issuer, clientSecret = CLIENT.secret } = {},
): Institution {
  const settings = { name: 'School', clientId: CLIENT.id, clientSecret, instructors };
  const scope = 'openid profile email';
  return new Institution({ ...settings, scope, issuer: new URL(issuer) }, () => now);
}

async function signIn(at: Institution, browser = 'browser') {
  return at.finish(browser, await provider.visit(await at.begin(browser, BACK)));
}

describe('a sign-in', () => {
  test('tells who came, the same every time', async () => {
    const at = institution();
    const ines = { identity: `${provider.issuer} ines`, name: 'Ines Okafor' };
    expect(await signIn(at)).toEqual(ines);
    expect(await signIn(at, 'another browser')).toEqual(ines);
  });

  test('of somebody without a name leaves it open', async () => {
    provider.here = { sub: 'x', name: '  ' };
    expect(await signIn(institution())).toEqual({
      identity: `${provider.issuer} x`,
      name: undefined,
    });
  });

  test('that is given up is over', async () => {
    provider.here = 'cancels';
    await expect(signIn(institution())).rejects.toMatchObject({ code: 'sign-in-failed' });
  });

  test('cannot be replayed', async () => {
    const at = institution();
    const query = await provider.visit(await at.begin('browser', BACK));
    await at.finish('browser', query);
    await expect(at.finish('browser', query)).rejects.toMatchObject({ code: 'sign-in-failed' });
    await at.begin('browser', BACK);
    await expect(at.finish('browser', query)).rejects.toMatchObject({ code: 'sign-in-failed' });
  });

  test("begun in one browser is of no use in another: nobody is signed in to an attacker's account", async () => {
    const at = institution();
    const query = await provider.visit(await at.begin('attacker', BACK));
    await expect(at.finish('victim', query)).rejects.toMatchObject({ code: 'sign-in-failed' });
    await at.begin('victim', BACK);
    await expect(at.finish('victim', query)).rejects.toMatchObject({ code: 'sign-in-failed' });
  });

  test.each([
    [9 * MINUTE, 'works'],
    [11 * MINUTE, 'has to begin again'],
  ])('that takes %i ms %s', async (ms, outcome) => {
    const at = institution();
    const query = await provider.visit(await at.begin('browser', BACK));
    now += ms;
    const finished = at.finish('browser', query).then(
      () => 'works',
      () => 'has to begin again',
    );
    expect(await finished).toBe(outcome);
  });

  test.each([
    ['a code nobody gave', { code: 'made up' }],
    ['another state', { state: 'made up' }],
    ['another issuer', { iss: 'https://elsewhere.example' }],
  ])('with %s fails', async (_, change) => {
    const at = institution();
    const query = await provider.visit(await at.begin('browser', BACK));
    for (const [name, value] of Object.entries(change)) query.set(name, value);
    await expect(at.finish('browser', query)).rejects.toMatchObject({ code: 'sign-in-failed' });
  });
});

describe('who teaches', () => {
  const groups: ClaimRule[] = [{ claim: 'groups', value: 'teachers' }];
  const email: ClaimRule[] = [{ claim: 'email', value: 'ines@school.example' }];
  const verified = { email: 'ines@school.example', email_verified: true };

  test.each<[string, readonly ClaimRule[], Omit<Person, 'sub'>, boolean]>([
    ['one of the group', groups, { groups: ['staff', 'teachers'] }, true],
    ['one whose only group it is', groups, { groups: 'teachers' }, true],
    ['one of another group', groups, { groups: ['students', 'teachers2'] }, false],
    ['one without groups', groups, {}, false],
    ['one by a verified address', email, verified, true],
    ['one by an address nobody verified', email, { ...verified, email_verified: false }, false],
    ['one by either', [...groups, ...email], verified, true],
  ])('%s', async (_, rules, claims, yes) => {
    provider.here = { sub: 'ines', ...claims };
    const code = await signIn(institution(rules)).then(
      () => 'signed in',
      (error) => error.code,
    );
    expect(code).toBe(yes ? 'signed in' : 'no-instructor');
  });
});

describe('the provider', () => {
  test('that does not answer is asked again the next time', async () => {
    const at = institution();
    const { port } = new URL(provider.issuer);
    await provider.close();
    await expect(at.begin('browser', BACK)).rejects.toMatchObject({ code: 'institution-away' });
    provider = await new TestProvider().open(3600, Number(port));
    expect(await signIn(at)).toMatchObject({ name: 'Ines Okafor' });
  });

  test('that does not know our secret is told from a person who gave up', async () => {
    const at = institution([], { clientSecret: 'another' });
    await expect(signIn(at)).rejects.toMatchObject({ name: 'InstitutionError' });
  });

  test.each([
    [30, 'signed in'],
    [180, 'sign-in-failed'],
  ])('whose ID token ended %i s ago by our clock: %s', async (seconds, outcome) => {
    await provider.close();
    provider = await new TestProvider().open(60);
    now += (60 + seconds) * 1_000;
    const code = await signIn(institution()).then(
      () => 'signed in',
      (error) => error.code,
    );
    expect(code).toBe(outcome);
  });
});
