import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Institution } from '../../../sandbox/classroom/institution/institution.ts';
import type { Invitation, Me } from '../../../src/schemas/classroom/people.ts';
import type { Browser } from '../server/site.ts';
import { CLIENT, TestProvider } from './institution/provider.ts';
import { answer, ask, refusal, TestLab } from './lab.ts';

const DAY = 24 * 60 * 60_000;

let lab: TestLab;
afterEach(() => lab.close());

const me = (browser: Browser) => answer<Me>(browser, 'GET', '/api/class/me');
const signIn = (browser: Browser, token: string, name?: string) =>
  ask(browser, 'POST', '/api/class/sign-in', name === undefined ? { token } : { token, name });

describe('a link', () => {
  beforeEach(async () => {
    lab = await TestLab.open();
  });

  const invite = async (owner: Browser) =>
    (await answer<Invitation>(owner, 'POST', '/api/class/invitations')).token;

  test('works once, also when two use it at the same time', async () => {
    const token = await invite(await lab.owner());
    const both = await Promise.all([1, 2].map(() => signIn(lab.browser(), token, 'Ines')));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 410]);
    expect(await refusal(await signIn(lab.browser(), token, 'Ines'))).toBe('410 link-used');
  });

  test.each([
    ['invitation', 7 * DAY, 410],
    ['invitation', 7 * DAY - 1, 200],
    ['owner', DAY, 410],
    ['owner', DAY - 1, 200],
  ])('%s after %i ms: %i', async (kind, ms, status) => {
    const owner = kind === 'owner' ? undefined : await lab.owner();
    const token = owner ? await invite(owner) : await lab.classroom.people.ownerLink();
    await lab.site.clock.pass(ms);
    expect((await signIn(lab.browser(), token, 'Ines')).status).toBe(status);
  });

  test('used, expired and made up all answer alike', async () => {
    const owner = await lab.owner();
    const [used, old] = [await invite(owner), await invite(owner)];
    await signIn(lab.browser(), used, 'Ines');
    await lab.site.clock.pass(8 * DAY);
    const tokens = [used, old, 'made up', ''];
    const told = await Promise.all(
      tokens.map(async (token) => (await signIn(lab.browser(), token, 'Ines')).text()),
    );
    expect(new Set(told).size).toBe(1);
  });

  test('is not used up by a bad name, nor by whoever is signed in already', async () => {
    const owner = await lab.owner();
    const token = await invite(owner);
    expect(await refusal(await signIn(lab.browser(), token, '\u202Ex'))).toBe('400 bad-name');
    expect(await refusal(await signIn(owner, token, 'Ines'))).toBe('409 already-signed-in');
    expect((await me(owner)).account?.role).toBe('owner');
    expect((await signIn(lab.browser(), token, 'Ines')).status).toBe(200);
  });
});

describe('a login', () => {
  let instructor: Browser;
  beforeEach(async () => {
    lab = await TestLab.open();
    instructor = await lab.instructor(await lab.owner());
  });

  test('ends after two weeks without use, not before', async () => {
    await lab.site.clock.pass(13 * DAY);
    expect((await me(instructor)).account?.name).toBe('Ines');
    await lab.site.clock.pass(13 * DAY);
    expect((await me(instructor)).account?.name).toBe('Ines');
    await lab.site.clock.pass(14 * DAY + 1);
    expect((await me(instructor)).account).toBeNull();
  });
});

describe('an institution', () => {
  let provider: TestProvider;
  beforeEach(async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    provider = await new TestProvider().open();
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await provider.close();
  });

  async function open(groups?: string): Promise<void> {
    const instructors = groups ? [{ claim: 'groups', value: groups }] : [];
    const [issuer, scope] = [new URL(provider.issuer), 'openid profile email'];
    const { id: clientId, secret: clientSecret } = CLIENT;
    const settings = { name: 'School', issuer, clientId, clientSecret, scope, instructors };
    lab = await TestLab.open(new Institution(settings, Date.now));
    provider.back = `${lab.site.url}/class/sign-in/`;
  }

  async function come(browser: Browser): Promise<Response> {
    const { url } = await answer<{ url: string }>(browser, 'POST', '/api/class/oidc');
    const query = await provider.visit(new URL(url));
    return ask(browser, 'POST', '/api/class/oidc/done', { query: query.toString() });
  }

  test('signs an instructor in, the same one every time', async () => {
    await open('teachers');
    provider.here = { sub: 'ines', name: 'Ines Okafor', groups: ['teachers'] };
    const [one, other] = [lab.browser(), lab.browser()];
    expect((await me(one)).oidc).toBe('School');
    expect((await come(one)).status).toBe(200);
    expect((await come(other)).status).toBe(200);
    expect((await me(one)).account).toMatchObject({ name: 'Ines Okafor', role: 'instructor' });
    expect((await me(other)).account).toEqual((await me(one)).account);
  });

  test('signs no student in', async () => {
    await open('teachers');
    provider.here = { sub: 'tim', name: 'Tim', groups: ['students'] };
    const browser = lab.browser();
    expect(await refusal(await come(browser))).toBe('403 no-instructor');
    expect((await me(browser)).account).toBeNull();
  });

  test('that sends a name nobody may have here signs in all the same', async () => {
    await open();
    provider.here = { sub: 'x', name: 'Ines\u202E' };
    const browser = lab.browser();
    expect((await come(browser)).status).toBe(200);
    expect((await me(browser)).account?.name).toBe('Instructor');
  });

  test('that does not answer is said so', async () => {
    await open();
    await provider.close();
    const response = await ask(lab.browser(), 'POST', '/api/class/oidc');
    expect(await refusal(response)).toBe('503 institution-away');
    provider = await new TestProvider().open();
  });
});

test('without an institution there is nothing to sign in with', async () => {
  lab = await TestLab.open();
  expect(await refusal(await ask(lab.browser(), 'POST', '/api/class/oidc'))).toBe(
    '404 unknown-path',
  );
});
