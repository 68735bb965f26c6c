import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Teacher } from '../../../src/schemas/classroom/people.ts';
import { type Browser, closing } from '../server/site.ts';
import { answer, ask, Page, refusal, TestLab } from './lab.ts';

let lab: TestLab;
let owner: Browser;
let ines: Browser;
beforeEach(async () => {
  lab = await TestLab.open();
  owner = await lab.owner();
  ines = await lab.instructor(owner, 'Ines');
});
afterEach(() => lab.close());

const teachers = () => answer<Teacher[]>(owner, 'GET', '/api/class/teachers');
const idOf = async (name: string) => {
  const found = (await teachers()).find((teacher) => teacher.name === name);
  return found?.id ?? '';
};
const remove = async (name: string) =>
  ask(owner, 'DELETE', `/api/class/teachers/${await idOf(name)}`);

describe('an owner', () => {
  test('sees who teaches, and how much', async () => {
    await lab.class(ines);
    const now = lab.site.clock.now();
    expect(await teachers()).toMatchObject([
      { name: 'Ola', role: 'owner', classes: 0, seenAt: now },
      { name: 'Ines', role: 'instructor', classes: 1, seenAt: now },
    ]);
  });

  test('removes an instructor, whose browsers and open pages lose their right at once', async () => {
    const { id } = await lab.class(ines);
    const { token } = await answer<{ token: string }>(ines, 'POST', '/api/class/logins');
    const grid = new Page(ines, id);
    await grid.until(({ t }) => t === 'snapshot');
    const closed = closing(grid.socket);
    expect((await remove('Ines')).status).toBe(200);
    expect((await closed).code).toBe(4401);
    expect(await refusal(await ask(ines, 'GET', '/api/class/classes'))).toBe('401 not-signed-in');
    const link = await ask(lab.browser(), 'POST', '/api/class/sign-in', { token });
    expect(await refusal(link)).toBe('410 link-used');
    // The class stays, in the owner's hands.
    expect(await answer(owner, 'GET', '/api/class/classes')).toMatchObject([{ id }]);
    expect((await teachers()).map(({ name }) => name)).toEqual(['Ola']);
    expect(await refusal(await ask(owner, 'DELETE', '/api/class/teachers/x'))).toBe(
      '404 unknown-teacher',
    );
  });

  test('who is the only one stays', async () => {
    expect(await refusal(await remove('Ola'))).toBe('409 last-owner');
    expect(await teachers()).toHaveLength(2);
  });
});
