import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROUTES } from '../../../sandbox/classroom/routes.ts';
import type { Browser } from '../server/site.ts';
import { ask, refusal, SPEC, TestLab } from './lab.ts';

/** Every route of the table by everybody: what a role may not do is refused, whatever it sends. */
let lab: TestLab;
let people: Record<string, Browser>;
let ids: { class: string; learner: string };

beforeAll(async () => {
  lab = await TestLab.open();
  const owner = await lab.owner();
  const instructor = await lab.instructor(owner);
  const other = await lab.instructor(owner, 'Ivo');
  const made = await lab.class(instructor);
  const foreign = await lab.class(other);
  const { browser: learner, joined } = await lab.learner(made.code, 'Mira');
  const { browser: classmate } = await lab.learner(made.code, 'Goran');
  const { browser: stranger } = await lab.learner(foreign.code, 'Tove');
  people = { nobody: lab.browser(), learner, classmate, stranger, instructor, other, owner };
  ids = { class: made.id, learner: joined.learner };
});
afterAll(() => lab.close());

/** What each person gets: `ok` stands for anything past the door. */
function expected(name: keyof typeof ROUTES, who: string): string {
  const { access, path } = ROUTES[name];
  const allowed: readonly string[] = access;
  if (allowed.includes('anyone')) return 'ok';
  if (who === 'nobody') return '401 not-signed-in';
  const role =
    who === 'owner' ? 'owner' : /^(instructor|other)$/.test(who) ? 'instructor' : 'learner';
  if (!allowed.includes(role)) return '403 not-allowed';
  if (!path.includes(':class')) return 'ok';
  if (who === 'other' || who === 'stranger') return '404 unknown-class';
  if (who === 'classmate' && path.includes(':learner')) return '404 unknown-learner';
  return 'ok';
}

const EVERYBODY = ['nobody', 'learner', 'classmate', 'stranger', 'instructor', 'other', 'owner'];
/** What a WebSocket is closed with at the door. */
const CLOSED: Readonly<Record<string, string>> = {
  'not-signed-in': '4401',
  'not-allowed': '4401',
  'unknown-class': '4404',
  'unknown-learner': '4404',
};

/** Routes that would take away what the next row needs. */
const ENDING = ['erase', 'eraseLearner', 'signOut', 'revokeLogins', 'archive'];
const names = (Object.keys(ROUTES) as (keyof typeof ROUTES)[]).filter(
  (name) => ROUTES[name].method !== 'WS',
);
const rows = names.flatMap((name) =>
  EVERYBODY.filter((who) => !ENDING.includes(name) || expected(name, who) !== 'ok').map(
    (who) => [name, who] as const,
  ),
);

describe('who may do what', () => {
  test.each(rows)('%s by %s', async (name, who) => {
    const { method, path } = ROUTES[name];
    const url = path.replace(':class', ids.class).replace(':learner', ids.learner);
    const person = people[who];
    if (!person) throw new Error(who);
    const body = method === 'GET' ? undefined : name === 'edit' ? { version: 0, spec: SPEC } : {};
    const response = await ask(person, method, url, body);
    const told = response.ok ? 'ok' : await refusal(response);
    const door = /^(401|403 not-allowed|404 unknown-(class|learner))/;
    expect(door.test(told) ? told : 'ok').toBe(expected(name, who));
  });

  const sockets = (Object.keys(ROUTES) as (keyof typeof ROUTES)[])
    .filter((name) => ROUTES[name].method === 'WS')
    .flatMap((name) => EVERYBODY.map((who) => [name, who] as const));

  test.each(sockets)('the WebSocket %s by %s', async (name, who) => {
    const path = ROUTES[name].path.replace(':class', ids.class).replace(':learner', ids.learner);
    // What the page of an instructor calls itself, where that is asked for.
    const socket = people[who]?.socket(`${path}?page=p`);
    const told = new Promise<string>((resolve) => {
      socket?.once('close', (code, reason) => resolve(`${code} ${reason}`));
      socket?.once('message', () => resolve('open'));
    });
    const door = /There is no such|Sign in with|Only those who teach/;
    const words = await told;
    expect(door.test(words) ? words.slice(0, 4) : 'ok').toBe(
      CLOSED[expected(name, who).replace(/^\d+ /, '')] ?? 'ok',
    );
    socket?.close();
  });

  test('another site cannot make a browser do anything', async () => {
    const foreign = people.instructor;
    if (!foreign) throw new Error('instructor');
    const response = await fetch(new URL('/api/class/classes', lab.site.url), {
      method: 'POST',
      headers: { origin: 'https://evil.example', cookie: foreign.cookie ?? '' },
      body: JSON.stringify(SPEC),
    });
    expect(response.status).toBe(403);
  });
});
