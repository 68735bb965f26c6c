import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { answer, ask, refusal, SPEC, TestLab } from './lab.ts';

let lab: TestLab;
beforeEach(async () => {
  lab = await TestLab.open();
});
afterEach(() => lab.close());

describe('a link', () => {
  test('makes the owner once, and signs the same owner in by the next one', async () => {
    const token = await lab.classroom.people.ownerLink();
    const first = lab.browser();
    await answer(first, 'POST', '/api/class/sign-in', { token, name: 'Ola' });
    const again = await ask(lab.browser(), 'POST', '/api/class/sign-in', { token, name: 'Eve' });
    expect(await refusal(again)).toBe('410 link-used');
    const second = await lab.owner();
    const [a, b] = [
      await answer(first, 'GET', '/api/class/me'),
      await answer(second, 'GET', '/api/class/me'),
    ];
    expect(a).toEqual(b);
  });

  test('expires, and a bad name does not cost it', async () => {
    const owner = await lab.owner();
    const { token } = await answer<{ token: string }>(owner, 'POST', '/api/class/invitations');
    const bad = await ask(lab.browser(), 'POST', '/api/class/sign-in', {
      token,
      name: '\u202eInes',
    });
    expect(await refusal(bad)).toBe('400 bad-name');
    await lab.site.clock.pass(8 * 24 * 60 * 60_000);
    const late = await ask(lab.browser(), 'POST', '/api/class/sign-in', { token, name: 'Ines' });
    expect(await refusal(late)).toBe('410 link-used');
  });

  test('of an account signs another browser in, until all are signed out', async () => {
    const laptop = await lab.instructor(await lab.owner());
    const { token } = await answer<{ token: string }>(laptop, 'POST', '/api/class/logins');
    const phone = lab.browser();
    await answer(phone, 'POST', '/api/class/sign-in', { token });
    expect(await answer(phone, 'GET', '/api/class/logins')).toMatchObject([
      { here: false },
      { here: true },
    ]);
    await answer(phone, 'DELETE', '/api/class/logins');
    expect(await refusal(await ask(laptop, 'GET', '/api/class/classes'))).toBe('401 not-signed-in');
  });
});

describe('joining', () => {
  const join = (code: string, name: string, browser = lab.browser()) =>
    ask(browser, 'POST', '/api/class/join', { code, name });

  test.each([
    ['in small letters without the hyphen', (code: string) => code.toLowerCase().replace('-', '')],
    ['with spaces', (code: string) => ` ${code.replace('-', ' ')} `],
  ])('takes a code %s', async (_, typed) => {
    const { code } = await lab.class(await lab.owner());
    expect((await join(typed(code), 'Mira')).status).toBe(201);
  });

  test.each([
    ['markup stays text', '<b>Mira</b>', 201],
    ['any script', 'ミラ・コッホ', 201],
    ['Arabic and its joiner', 'ميرا\u200cن', 201],
    ['a text direction mark', 'Mira\u202e', 400],
    ['a control character', 'Mi\u0007ra', 400],
    ['a line break becomes a space', 'Mira\nKoch', 201],
    ['a zero width space', 'Mi\u200bra', 400],
    ['nothing to read', ' . ', 400],
    ['far too long', 'M'.repeat(61), 400],
  ])('with a name: %s', async (_, name, status) => {
    const { code } = await lab.class(await lab.owner());
    expect((await join(code, name)).status).toBe(status);
  });

  test.each([
    ['Mira', 'mira'],
    ['Mira Koch', 'Mira  Koch'],
    ['José', 'Jose'],
    ['Mira', 'Ｍｉｒａ'],
  ])('%s and %s are one name', async (one, other) => {
    const { code } = await lab.class(await lab.owner());
    expect((await join(code, one)).status).toBe(201);
    expect(await refusal(await join(code, other))).toBe('409 name-taken');
  });

  test('a return code brings the learner to another device', async () => {
    const { code, id } = await lab.class(await lab.owner());
    const { joined } = await lab.learner(code, 'Mira');
    const phone = lab.browser();
    await answer(phone, 'POST', '/api/class/return', {
      returnCode: joined.returnCode.toLowerCase(),
    });
    expect(await answer(phone, 'GET', '/api/class/me')).toMatchObject({
      account: null,
      learner: [{ class: id, learner: joined.learner, name: 'Mira', title: SPEC.title }],
    });
    const wrong = await ask(lab.browser(), 'POST', '/api/class/return', { returnCode: 'x' });
    expect(await refusal(wrong)).toBe('404 wrong-code');
  });

  test('a body of 4 MB is refused before it is read', async () => {
    const response = await ask(lab.browser(), 'POST', '/api/class/join', {
      code: 'x'.repeat(4_000_000),
      name: 'M',
    });
    expect(response.status).toBe(413);
  });
});
