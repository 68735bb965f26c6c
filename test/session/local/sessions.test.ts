import { describe, expect, test } from 'vitest';
import { MachineError } from '../../../src/machine/machine.ts';
import type { Session } from '../../../src/session/session.ts';
import { rest } from '../../grading/clock.ts';
import { TestScreen } from '../screen.ts';
import { FILE, started, TestBrowser, TestTab } from './tab.ts';

const OWN = '[Socket]\nListenStream=9091\n';
const stateOf = ({ view }: Session) => view.state;

describe('a machine in the tab', () => {
  test('starts with the exercise and the learner’s edits', async () => {
    const tab = new TestTab();
    const session = await tab.create([{ path: FILE, content: OWN }]);
    expect(session.view).toMatchObject({ state: 'ready', machine: { release: 'Debian 12' } });
    expect(tab.machine.text(FILE)).toBe(OWN);
    expect(tab.machine.text('/etc/systemd/system/start.service')).toBe('[Service]\n');
    expect(tab.events.filter(({ type }) => type === 'file')).toHaveLength(1);
  });

  test('has no end of its own', async () => {
    const session = await new TestTab().create();
    expect(session.view.expiresAt).toBeUndefined();
    await session.extend();
    expect(stateOf(session)).toBe('ready');
  });

  test('that does not start says why, and frees the turn', async () => {
    const browser = new TestBrowser();
    const tab = new TestTab(browser);
    tab.failure = new MachineError('unsupported', 'This browser runs no WebAssembly.');
    const session = await tab.create();
    expect(session.view).toMatchObject({
      state: 'error',
      reason: 'This browser runs no WebAssembly.',
    });
    expect(stateOf(await new TestTab(browser).create())).toBe('ready');
  });

  test('has terminals that stay while nobody looks', async () => {
    const tab = new TestTab();
    const session = await tab.create();
    const link = session.openTerminal('one', { cols: 80, rows: 24 });
    link.write(new TextEncoder().encode('early\r'));
    const screen = new TestScreen(link);
    await screen.shows('early');
    link.dispose();
    const again = new TestScreen(session.openTerminal('one', { cols: 80, rows: 24 }));
    await again.shows('early');
    expect(tab.machines).toHaveLength(1);
    await session.closeTerminal('one');
    expect(again.ended).toBe('The terminal was closed.');
  });

  test('tells when it computes for long', async () => {
    const tab = new TestTab();
    await tab.create();
    tab.tabs[0]?.onThinking(true);
    expect(tab.events.at(-1)).toEqual({ type: 'thinking', thinking: true });
  });
});

describe('the end', () => {
  test('of its own accord is told with the reason, and a new one can be had', async () => {
    const tab = new TestTab();
    const session = await tab.create();
    const screen = new TestScreen(session.openTerminal('one', { cols: 80, rows: 24 }));
    await screen.shows('$ ');
    tab.machine.die('The machine was switched off from inside.');
    await rest();
    expect(session.view.reason).toMatch(/^The machine was switched off from inside\. .*kept/);
    expect(screen.ended).toMatch(/switched off/);
    expect(stateOf(await tab.create())).toBe('ready');
  });

  test('frees the machine', async () => {
    const tab = new TestTab();
    const session = await tab.create();
    await session.end();
    expect(stateOf(session)).toBe('ended');
    expect(tab.machine.disposed).toBe(true);
    await expect(session.check()).rejects.toThrow('You ended the machine.');
  });

  test('by a reset leads to another machine', async () => {
    const browser = new TestBrowser();
    const tab = new TestTab(browser);
    const session = await tab.create([{ path: FILE, content: OWN }]);
    tab.machine.changed = 'everything';
    await tab.pass(3_000);
    const screen = new TestScreen(session.openTerminal('one', { cols: 80, rows: 24 }));
    await screen.shows('$ ');
    await session.reset();
    await started(session);
    expect(tab.machines.map(({ disposed }) => disposed)).toEqual([true, false]);
    expect(stateOf(session)).toBe('ready');
    expect(screen.ended).toBe('The machine was reset.');
    expect(tab.machine.text(FILE)).toBeNull();
    expect(tab.machine.putBack).toEqual([]);
  });
});

describe('work', () => {
  test('saved in the editor is kept at once', async () => {
    const browser = new TestBrowser();
    const tab = new TestTab(browser);
    const session = await tab.create();
    await session.save(FILE, OWN, null);
    expect(browser.kept.get('demo-echo')).toMatchObject({ saved: { [FILE]: OWN } });
  });

  test('done in the machine is kept once it is quiet', async () => {
    const browser = new TestBrowser();
    const tab = new TestTab(browser);
    const session = await tab.create();
    await session.save(FILE, OWN, null);
    tab.machine.changed = 'links and files';
    tab.machine.removed = ['/etc/systemd/system/start.service'];
    await tab.pass(3_000);
    expect(browser.kept.get('demo-echo')).toEqual({
      archive: 'links and files',
      removed: ['/etc/systemd/system/start.service'],
      saved: {},
    });
  });

  test('comes back after a reload', async () => {
    const browser = new TestBrowser();
    const before = new TestTab(browser);
    const session = await before.create();
    before.machine.changed = 'links and files';
    await session.save(FILE, 'older', null);
    await before.pass(3_000);
    await session.save(FILE, OWN, null, true);
    session.dispose();

    const after = new TestTab(browser);
    const again = await after.attach(session.view.id);
    expect(stateOf(again)).toBe('ready');
    expect(after.machine.putBack).toEqual(['links and files']);
    expect(after.machine.text(FILE)).toBe(OWN);
    expect(after.notices()).toEqual(['put-back']);
  });

  test('is not put into a machine that was asked for anew', async () => {
    const browser = new TestBrowser();
    const tab = new TestTab(browser);
    const session = await tab.create();
    await session.save(FILE, OWN, null);
    tab.machine.die('Kernel panic.');
    await rest();
    await tab.create();
    expect(tab.machine.text(FILE)).toBeNull();
    expect(browser.kept.size).toBe(0);
  });

  test('that the browser does not keep is said once', async () => {
    const browser = new TestBrowser();
    browser.keeps = false;
    const tab = new TestTab(browser);
    const session = await tab.create();
    await session.save(FILE, 'one', null, true);
    await session.save(FILE, 'two', null, true);
    expect(tab.notices()).toEqual(['work-not-kept']);
  });
});

describe('a machine in trouble', () => {
  test('whose programs are gone is said once, and what was kept before stays', async () => {
    const browser = new TestBrowser();
    const tab = new TestTab(browser);
    const session = await tab.create();
    tab.machine.changed = 'links and files';
    await session.save(FILE, OWN, null);
    await tab.pass(3_000);
    tab.machine.bare = true;
    for (const key of 'ls') {
      session.openTerminal('one', { cols: 80, rows: 24 }).write(new TextEncoder().encode(key));
      await tab.pass(3_000);
    }
    expect(tab.notices()).toEqual(['machine-broken']);
    expect(browser.kept.get('demo-echo')?.archive).toBe('links and files');
  });

  test('whose download the browser does not keep runs, and says so', async () => {
    const tab = new TestTab();
    tab.notKept = 'The browser has no room for 16 MB more.';
    expect(stateOf(await tab.create())).toBe('ready');
    expect(tab.events.find(({ type }) => type === 'notice')).toMatchObject({
      code: 'machine-not-kept',
      message: expect.stringContaining('no room for 16 MB'),
    });
  });
});

describe('two tabs', () => {
  test('have one machine between them, and it can be called over with the work', async () => {
    const browser = new TestBrowser();
    const one = new TestTab(browser);
    const first = await one.create();
    one.machine.changed = 'links and files';
    await first.save(FILE, OWN, null);
    const two = new TestTab(browser);
    await expect(two.create()).rejects.toMatchObject({ code: 'elsewhere' });
    await two.sessions.takeOver();
    expect(first.view).toMatchObject({ state: 'ended' });
    expect(first.view.reason).toMatch(/another tab/);
    expect(one.machine.disposed).toBe(true);
    const second = await two.create();
    expect(stateOf(second)).toBe('ready');
    expect(two.machine.putBack).toEqual(['links and files']);
  });
});
