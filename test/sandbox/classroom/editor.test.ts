/** An editor that a learner shares, over the real server: both ends are the pages' own. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { EditorGuest } from '../../../src/classroom/editor/guest.ts';
import { EditorHost } from '../../../src/classroom/editor/host.ts';
import { ToGuest, ToHost } from '../../../src/schemas/classroom/editor.ts';
import { type Browser, closing } from '../server/site.ts';
import { Page, TestLab } from './lab.ts';

const FILE = '/etc/systemd/system/echo.socket';

let lab: TestLab;
let ines: Browser;
let mira: Browser;
let id: string;
let learner: string;
let grid: Page;
let bar: Page;
beforeEach(async () => {
  lab = await TestLab.open();
  ines = await lab.instructor(await lab.owner());
  const made = await lab.class(ines);
  id = made.id;
  const { browser, joined } = await lab.learner(made.code, 'Mira');
  mira = browser;
  learner = joined.learner;
  grid = new Page(ines, id);
  bar = new Page(mira, id);
});
afterEach(() => lab.close());

const path = (query = '') => `/api/class/classes/${id}/learners/${learner}/editor${query}`;

async function share(mode: 'view' | 'together'): Promise<void> {
  await grid.request({ t: 'ask', learner, what: 'files', mode });
  await bar.request({ t: 'give', what: 'files', minutes: 5 });
}

/** The learner's page with one file. */
function learnersPage() {
  const page = { text: '[Socket]\n', carets: [] as string[] };
  const socket = mira.socket(path());
  const host = new EditorHost({
    files: () => [{ path: FILE, text: page.text }],
    put: (_path, text) => {
      page.text = text;
    },
    send: (message) => socket.send(JSON.stringify(message)),
    draw: (carets) => {
      page.carets = carets.map(({ name, head }) => `${name} ${head}`);
    },
  });
  socket.on('message', (data) => host.receive(ToHost.parse(JSON.parse(data.toString()))));
  const type = (text: string) => {
    page.text = text;
    host.follow();
  };
  return Object.assign(page, { socket, host, type });
}

function instructorsPage(name = 'one', browser = ines) {
  const page = { text: '', caret: -1, here: false };
  const socket = browser.socket(path(`?page=${name}`));
  const guest: EditorGuest = new EditorGuest({
    send: (message) => socket.send(JSON.stringify(message)),
    opened: (_path, text) => {
      page.text = text ?? '';
    },
    changed: () => {
      page.text = guest.text(FILE) ?? '';
    },
    caret: ({ head }) => {
      page.caret = head;
    },
    here: (here) => {
      page.here = here;
    },
  });
  socket.on('message', (data) => guest.receive(ToGuest.parse(JSON.parse(data.toString()))));
  return Object.assign(page, { socket, guest });
}

const log = () =>
  bar.frames.flatMap((frame) =>
    frame.t === 'event' && frame.event.t === 'access'
      ? [`${frame.event.entry.by} ${frame.event.entry.did}`]
      : [],
  );

describe('an editor that is shared', () => {
  test('is shown as it changes, with the cursor, and the learner can read who looked', async () => {
    await share('view');
    const hers = learnersPage();
    const seen = instructorsPage();
    await expect.poll(() => seen.text).toBe('[Socket]\n');
    hers.type('[Socket]\nListenStream=9091\n');
    hers.host.at({ path: FILE, anchor: 9, head: 21 });
    await expect.poll(() => seen.text).toBe('[Socket]\nListenStream=9091\n');
    await expect.poll(() => seen.caret).toBe(21);
    await expect.poll(log).toEqual(['Ines asked', 'Mira given', 'Ines looked']);
    expect((await lab.classroom.hub(id)).row(learner).shares.files?.watching).toBe(true);
    seen.socket.close();
    await expect
      .poll(async () => (await lab.classroom.hub(id)).row(learner).shares.files?.watching)
      .toBe(false);
  });

  test('takes what both type at once where both agreed, and the log says so', async () => {
    await share('together');
    const hers = learnersPage();
    const seen = instructorsPage();
    await expect.poll(() => seen.text).toBe('[Socket]\n');
    hers.type('# hers\n[Socket]\n');
    seen.guest.type(FILE, [9, '# mine\n']);
    await expect.poll(() => hers.text).toBe('# hers\n[Socket]\n# mine\n');
    await expect.poll(() => seen.text).toBe(hers.text);
    seen.guest.at({ path: FILE, anchor: 3, head: 3 });
    await expect.poll(() => hers.carets).toEqual(['Ines 3']);
    await expect.poll(log).toContain('Ines typed');
    expect(log().filter((line) => line === 'Ines typed')).toHaveLength(1);
  });

  test('takes nothing from somebody who may only look', async () => {
    await share('view');
    const hers = learnersPage();
    const seen = instructorsPage();
    await expect.poll(() => seen.text).toBe('[Socket]\n');
    seen.guest.type(FILE, ['evil', 9]);
    // The next message shows that the one before was passed over.
    seen.socket.send(JSON.stringify({ t: 'again', path: FILE }));
    hers.host.at({ path: FILE, anchor: 1, head: 1 });
    await expect.poll(() => seen.caret).toBeGreaterThan(0);
    expect(hers.text).toBe('[Socket]\n');
    expect(log()).not.toContain('Ines typed');
  });

  test('goes on after either connection was lost, with what was typed meanwhile', async () => {
    await share('together');
    const first = learnersPage();
    const seen = instructorsPage();
    await expect.poll(() => seen.text).toBe('[Socket]\n');
    expect(seen.here).toBe(true);
    first.socket.terminate();
    await expect.poll(() => seen.here).toBe(false);
    seen.guest.type(FILE, [9, '# mine\n']);
    const again = learnersPage();
    await expect.poll(() => again.text).toBe('[Socket]\n# mine\n');
    await expect.poll(() => [seen.here, seen.guest.calm]).toEqual([true, true]);
  });

  test('opened in a second tab, is the one of that tab', async () => {
    await share('view');
    const first = learnersPage();
    await expect.poll(() => first.socket.readyState).toBe(1);
    const closed = closing(first.socket);
    learnersPage();
    expect((await closed).code).toBe(1000);
  });
});

describe('without leave', () => {
  test('nobody looks, and the learner shows nothing', async () => {
    for (const socket of [ines.socket(path('?page=one')), mira.socket(path())]) {
      expect((await closing(socket)).code).toBe(4401);
    }
  });

  test('it ends at once when the learner stops it', async () => {
    await share('view');
    learnersPage();
    const seen = instructorsPage();
    await expect.poll(() => seen.text).toBe('[Socket]\n');
    const closed = closing(seen.socket);
    await bar.request({ t: 'stop', what: 'files' });
    expect(await closed).toMatchObject({ code: 4401 });
  });

  test('it ends when its time is up, also before anybody has noticed', async () => {
    await share('together');
    const hers = learnersPage();
    const seen = instructorsPage();
    await expect.poll(() => seen.text).toBe('[Socket]\n');
    const closed = closing(seen.socket);
    await lab.site.clock.pass(5 * 60_000);
    seen.guest.type(FILE, ['late', 9]);
    expect(await closed).toMatchObject({ code: 4401 });
    expect(hers.text).toBe('[Socket]\n');
  });

  test('it ends with the class', async () => {
    await share('view');
    learnersPage();
    const seen = instructorsPage();
    await expect.poll(() => seen.text).toBe('[Socket]\n');
    const closed = closing(seen.socket);
    await lab.classroom.classes.erase(id);
    expect((await closed).code).toBe(4401);
  });

  test('it ends with the learner', async () => {
    await share('view');
    const hers = learnersPage();
    const seen = instructorsPage();
    await expect.poll(() => seen.text).toBe('[Socket]\n');
    const closed = [closing(hers.socket), closing(seen.socket)];
    await lab.classroom.eraseLearner(id, learner);
    for (const { code } of await Promise.all(closed)) expect(code).toBe(4401);
  });
});

describe('bad input', () => {
  const frame = (page: { socket: Browser['sockets'][number] }, data: string | Buffer) => {
    const closed = closing(page.socket);
    page.socket.send(data);
    return closed;
  };

  test.each([
    ['no JSON', '{'],
    ['a message nobody knows', JSON.stringify({ t: 'file', path: FILE })],
    [
      'an edit of objects',
      JSON.stringify({ t: 'edit', path: FILE, base: 0, number: 1, edit: [{}] }),
    ],
    ['bytes', Buffer.from([1, 2, 3])],
    [
      'more parts than any edit has',
      JSON.stringify({ t: 'edit', path: FILE, base: 0, number: 1, edit: Array(3_000).fill(1) }),
    ],
  ])('%s ends the connection and nothing else', async (_what, data) => {
    await share('together');
    const hers = learnersPage();
    const [bad, good] = [instructorsPage('bad'), instructorsPage('good')];
    await expect.poll(() => [bad.text, good.text]).toEqual(['[Socket]\n', '[Socket]\n']);
    expect((await frame(bad, data)).code).toBe(4400);
    good.guest.type(FILE, [9, '#\n']);
    await expect.poll(() => hers.text).toBe('[Socket]\n#\n');
  });

  test('a frame of 4 MB is too large', async () => {
    await share('together');
    const seen = instructorsPage();
    await expect.poll(() => seen.socket.readyState).toBe(1);
    expect([4413, 1009]).toContain((await frame(seen, 'x'.repeat(4_000_000))).code);
  });

  test('a page without a name of its own is not let in', async () => {
    await share('view');
    expect((await closing(ines.socket(path()))).code).toBe(4400);
  });
});
