/** The workbench alone, built as for the site, in a real browser over a machine made of nothing. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { DEMO, SERVICE, SOCKET } from '../workbench/demo-exercise.ts';
import { BenchPage } from '../workbench/page/bench.ts';
import { type Served, servePage } from '../workbench/page/serve.ts';
import { openBrowser, openPage } from './lab.ts';

const DESKTOP: BrowserContextOptions = { viewport: { width: 1440, height: 900 } };
const PHONE: BrowserContextOptions = {
  viewport: { width: 375, height: 740 },
  hasTouch: true,
  isMobile: true,
};
const SOLVED = DEMO.files.map(({ path, solution }) => [path, solution ?? ''] as const);

let served: Served;
let browser: Browser;
let context: BrowserContext;
const complaints: string[] = [];

beforeAll(async () => {
  [served, browser] = await Promise.all([servePage(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await served?.close();
});
afterEach(async () => {
  await context?.close();
  expect(complaints.splice(0)).toEqual([]);
});

/** A slow machine is no failure: what is expected may take its time. */
const eventually = <T>(look: () => T) => expect.poll(look, { timeout: 10_000 });

async function open(options: BrowserContextOptions = DESKTOP): Promise<BenchPage> {
  context = await browser.newContext(options);
  const bench = new BenchPage(await openPage(context, complaints));
  bench.page.setDefaultTimeout(10_000);
  await bench.open(served.url);
  return bench;
}

async function openReady(options?: BrowserContextOptions): Promise<BenchPage> {
  const bench = await open(options);
  await bench.start();
  return bench;
}

describe('the editor', () => {
  test('works before there is a machine, which then starts with what was written', async () => {
    const bench = await open();
    await bench.page.locator('textarea').first().fill('# mine\n[Socket]\n');
    expect(await bench.states()).toEqual(DEMO.checks.map(() => 'pending'));
    await bench.start();
    expect(await bench.inMachine(SOCKET)).toBe('# mine\n[Socket]\n');
  });

  test('takes over from the plain one in mid-sentence, with place and focus', async () => {
    const bench = await open();
    await bench.page.locator('textarea').first().focus();
    await bench.page.keyboard.type('[Socket]');
    await bench.editor.waitFor();
    await bench.page.keyboard.type('# on');
    await eventually(() => bench.text()).toContain('[Socket]# on');
  });

  test('says of an empty file that it is empty, and of no other', async () => {
    const bench = await openReady();
    const words = bench.page.getByText('Nothing here yet.');
    for (let round = 0; round < 2; round += 1) {
      await bench.show(SOCKET);
      await words.waitFor();
      await bench.show(SERVICE);
      await words.waitFor({ state: 'hidden' });
    }
  });

  test('saves with Ctrl+S from anywhere in the workbench', async () => {
    const bench = await openReady();
    await bench.replace(SOCKET, '[Socket]\n');
    await bench.page.locator('[data-editor-file]').first().focus();
    await bench.page.keyboard.press('Control+s');
    await eventually(() => bench.inMachine(SOCKET)).toBe('[Socket]\n');
    await eventually(() => bench.spoken()).toBe('demo-echo.socket is saved.');
  });

  test('shows what changed in the machine, and Ctrl+Z brings back what was there', async () => {
    const bench = await openReady();
    await bench.show(SERVICE);
    await bench.writeInMachine(SERVICE, '[Service]\nExecStart=/bin/true\n');
    await eventually(() => bench.text()).toContain('/bin/true');
    await bench.page.keyboard.press('Control+z');
    await eventually(() => bench.text()).toContain('/bin/cat');
  });

  test('shows both versions of a conflict, and overwrites neither until told', async () => {
    const bench = await openReady();
    await bench.replace(SOCKET, 'mine');
    await bench.writeInMachine(SOCKET, 'theirs');
    const compare = bench.page.locator('.wb-compare');
    expect(await compare.innerText()).toMatch(/mine[\s\S]*theirs/);
    await bench.page.keyboard.press('Control+s');
    expect(await bench.inMachine(SOCKET)).toBe('theirs');
    await bench.act('keep-mine').click();
    await eventually(() => bench.inMachine(SOCKET)).toBe('mine');
    await compare.waitFor({ state: 'detached' });
  });

  test("taking the machine's version leaves mine within reach", async () => {
    const bench = await openReady();
    await bench.replace(SOCKET, 'mine');
    await bench.writeInMachine(SOCKET, 'theirs');
    await bench.act('take-machine').click();
    await eventually(() => bench.text()).toContain('theirs');
    await bench.act('bring-back').click();
    await eventually(() => bench.text()).toContain('mine');
  });

  test('is left with Ctrl+M and Tab', async () => {
    const bench = await openReady();
    await bench.show(SERVICE);
    const inEditor = () =>
      bench.page.evaluate(() => document.activeElement?.closest('.monaco-editor') !== null);
    await bench.page.keyboard.press('Tab');
    expect(await inEditor()).toBe(true);
    await bench.page.keyboard.press('Control+m');
    await bench.page.getByText('Tab leaves the editor now').waitFor();
    await bench.page.keyboard.press('Tab');
    expect(await inEditor()).toBe(false);
  });

  test('text that was not saved survives a reload, and the loss of the machine', async () => {
    const bench = await openReady();
    await bench.replace(SOCKET, '# not saved\n');
    await bench.page.reload();
    await bench.machineIs('ended');
    await bench.page
      .locator('.wb-machine')
      .getByText('A new one starts with your files.')
      .waitFor();
    await bench.start();
    expect(await bench.inMachine(SOCKET)).toBe('# not saved\n');
  });
});

describe('problems', () => {
  test('are counted on the tab, explained below, and repaired with one click', async () => {
    const bench = await openReady();
    await bench.replace(SERVICE, '[Service]\nExecStart=/bin/cat\nStandardInput=Socket\n');
    const tab = bench.page.locator(`[data-editor-file="${SERVICE}"]`);
    await eventually(() => tab.innerText()).toMatch(/1/);
    const row = bench.page.locator('.wb-problem');
    await row.getByText('Line 3').waitFor();
    await row.getByRole('button', { name: 'socket' }).click();
    await eventually(() => bench.text()).toContain('StandardInput=socket');
    await row.getByText(/“Socket”/).waitFor({ state: 'detached' });
  });
});

describe('the solution', () => {
  test('is shown beside, copied only after a second word, and can be undone', async () => {
    const bench = await openReady();
    await bench.replace(SERVICE, '# mine\n');
    await bench.act('show-solution').click();
    expect(await bench.page.locator('.wb-compare').innerText()).toContain('StandardInput=socket');
    expect(await bench.page.evaluate(() => window.fake.last.saves.length)).toBe(0);
    await bench.act('copy-solution').click();
    await bench.act('put-solution').click();
    await eventually(() => bench.text()).toContain('StandardInput=socket');
    await bench.act('bring-back').click();
    await eventually(() => bench.text()).toContain('# mine');
  });
});

describe('the checks', () => {
  test('save, run with Ctrl+Enter also in the terminal, and end in a calm way on', async () => {
    const bench = await openReady();
    for (const [path, text] of SOLVED) await bench.replace(path, text);
    await bench.enterTerminal();
    await bench.page.keyboard.press('Control+Enter');
    await eventually(() => bench.states()).toEqual(DEMO.checks.map(() => 'pass'));
    await eventually(() => bench.spoken()).toBe('All 6 checks pass.');
    const next = bench.page.locator('.wb-complete a');
    expect(await next.innerText()).toBe('The next lesson');
  });

  test('that fail open one of themselves; its command runs, its hints come one by one', async () => {
    const bench = await openReady();
    await bench.page.keyboard.press('Control+Enter');
    const open = bench.page.locator('[data-check][open]');
    await open.getByText('Nothing: the connection closed').waitFor();
    expect(await open.count()).toBe(1);
    expect(await open.getByText('What was its standard input?').count()).toBe(0);
    await bench.act('next-hint').click();
    await open.getByText('What was its standard input?').waitFor();
    await bench.act('next-hint').click();
    expect(await bench.act('next-hint').count()).toBe(0);
    await open.getByRole('button', { name: 'Run' }).click();
    await eventually(() => bench.screen()).toContain('printf: ran');
  });
});

describe('the terminal', () => {
  test('takes keys, and Shift+Tab leaves it', async () => {
    const bench = await openReady();
    await bench.enterTerminal();
    await bench.page.keyboard.type(`cat ${SERVICE}\n`);
    await eventually(() => bench.screen()).toContain('StandardInput=Socket');
    await bench.page.keyboard.press('Shift+Tab');
    expect(
      await bench.page.evaluate(() => document.activeElement?.closest('[data-terminal]') ?? null),
    ).toBeNull();
  });

  test('copies with Ctrl+Shift+C and pastes with Ctrl+Shift+V', async () => {
    const bench = await openReady({
      ...DESKTOP,
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    await bench.enterTerminal();
    await bench.page.keyboard.type('hello');
    await eventually(() => bench.screen()).toContain('hello');
    await bench.page
      .locator('[data-terminal] .xterm-screen')
      .dblclick({ position: { x: 50, y: 10 } });
    await bench.page.keyboard.press('Control+Shift+C');
    await eventually(() => bench.page.evaluate(() => navigator.clipboard.readText())).toBe('hello');
    await bench.page.keyboard.press('Enter');
    await bench.page.keyboard.press('Control+Shift+V');
    await eventually(() => bench.screen()).toMatch(/ran\s+lab\$ hello/);
  });

  test('runs the commands of the lesson', async () => {
    const bench = await openReady();
    await bench.enterTerminal();
    const taken = await bench.page.evaluate(
      () =>
        !document.dispatchEvent(
          new CustomEvent('lab:run', { detail: { command: 'systemctl status' }, cancelable: true }),
        ),
    );
    expect(taken).toBe(true);
    await eventually(() => bench.screen()).toContain('systemctl: ran');
  });

  test('several at a time, each with a shell of its own; an ended one is replaced', async () => {
    const bench = await openReady();
    await bench.enterTerminal();
    await bench.page.keyboard.type('first\n');
    await bench.page.getByRole('button', { name: 'New terminal' }).click();
    await bench.enterTerminal();
    await bench.page.keyboard.type('exit\n');
    await bench.page.getByText('The shell has ended with status 0.').waitFor();
    expect(await bench.screen()).not.toContain('first');
    await bench.page.locator('.wb-screen-state button').click();
    await bench.enterTerminal();
    await bench.page.getByRole('button', { name: 'Close Terminal 2' }).click();
    await eventually(() => bench.screen()).toContain('first: ran');
  });

  test('typing in its last line does not scroll the text beside it', async () => {
    const bench = await openReady();
    await bench.enterTerminal();
    for (let n = 0; n < 3; n += 1) await bench.page.keyboard.type('colours\n');
    await bench.page.keyboard.type('echo in the last line');
    await eventually(() => bench.screen()).toContain('echo in the last line');
    expect(await bench.page.evaluate(() => scrollY)).toBe(0);
  });

  test('a flood is drawn as fast as it can be, and the page stays usable', async () => {
    const bench = await openReady();
    await bench.enterTerminal();
    await bench.page.evaluate(() => {
      const terminal = window.fake.last.terminals.get('t1');
      const block = 'y\r\n'.repeat(20_000);
      for (let n = 0; n < 20; n += 1) terminal?.print(block);
    });
    await eventually(() =>
      bench.page.evaluate(() => window.fake.last.terminals.get('t1')?.undrawn),
    ).toBe(0);
    await bench.page.keyboard.type('after\n');
    await eventually(() => bench.screen()).toContain('after: ran');
  });
});

describe('the machine', () => {
  test('starts at once when the address asks for it, and says so', async () => {
    context = await browser.newContext(DESKTOP);
    const bench = new BenchPage(await openPage(context, complaints));
    await bench.page.goto(`${served.url}#start`);
    await bench.machineIs('ready');
    await eventually(() => bench.spoken()).toBe('Your machine runs. A terminal is open.');
    expect(new URL(bench.page.url()).hash).toBe('');
  });

  test('warns once, five minutes before its end, and time can be added', async () => {
    const bench = await openReady();
    await bench.page.evaluate(() => window.fake.last.become({ expiresAt: Date.now() + 250_000 }));
    await bench.page.getByText('The machine ends in 4 min.').waitFor();
    await eventually(() => bench.spoken()).toContain('ends in less than 5 minutes');
    await bench.page.locator('.wb-notice').getByRole('button', { name: 'Add time' }).click();
    await bench.page.locator('.wb-notice').waitFor({ state: 'detached' });
    await bench.page.getByText('34 min left').waitFor();
  });

  test('is reset after a question that says what stays', async () => {
    const bench = await openReady();
    await bench.replace(SOCKET, '# mine\n');
    await bench.page.getByRole('button', { name: 'Machine: time, reset, end' }).click();
    await bench.act('reset-machine').click();
    await bench.page.getByText('the files in your editor').waitFor();
    await bench.act('confirm-reset').click();
    // Not saved before: only the new machine is given it.
    await eventually(() => bench.inMachine(SOCKET)).toBe('# mine\n');
  });

  test('that ends says why, and one button leads to a new one with the files', async () => {
    const bench = await openReady();
    await bench.replace(SOCKET, '# mine\n');
    await bench.page.evaluate(() =>
      window.fake.last.become({ state: 'ended', reason: 'Nobody used it for 15 minutes.' }),
    );
    await bench.machineIs('ended');
    await bench.page.locator('.wb-machine').getByText('Nobody used it for 15 minutes.').waitFor();
    await bench.start();
    expect(await bench.inMachine(SOCKET)).toBe('# mine\n');
  });

  test('in the queue tells place and expectation', async () => {
    const bench = await openReady();
    await bench.page.evaluate(() =>
      window.fake.last.become({ state: 'queued', position: 3, estimateMs: 90_000 }),
    );
    await bench.page.locator('.wb-machine').getByText('You are number 3 in the queue.').waitFor();
    await bench.page.getByText('Yours is free in about 2 min.').waitFor();
  });
});

describe('the layout', () => {
  test('is resized with keys, buttons and the mouse, and stays after a reload', async () => {
    const bench = await open();
    const handle = bench.page.getByRole('separator', { name: 'Height of the editor' });
    const size = async () => Number(await handle.getAttribute('aria-valuenow'));
    await handle.focus();
    await bench.page.keyboard.press('ArrowDown');
    expect(await size()).toBe(54);
    await bench.page.getByRole('button', { name: 'More room for the terminal' }).click();
    expect(await size()).toBe(39);
    const box = await handle.boundingBox();
    if (!box) throw new Error('the separator is not on the screen');
    await bench.page.mouse.move(box.x + 20, box.y + 4);
    await bench.page.mouse.down();
    await bench.page.mouse.move(box.x + 20, box.y + 104);
    await bench.page.mouse.up();
    const dragged = await size();
    expect(dragged).toBeGreaterThan(45);
    await bench.page.reload();
    expect(await size()).toBe(dragged);
  });

  test.each([375, 320])('fits a screen of %i px without scrolling sideways', async (width) => {
    const before = served.requests.length;
    const bench = await openReady({ ...PHONE, viewport: { width, height: 640 } });
    for (const pane of ['Terminal', 'Checks', 'Editor']) {
      await bench.page.getByRole('tab', { name: pane, exact: false }).first().tap();
      const overflow = await bench.page.evaluate(
        () => document.documentElement.scrollWidth - innerWidth,
      );
      expect(overflow, pane).toBeLessThanOrEqual(0);
    }
    await bench.page.locator('textarea:visible').first().fill('[Socket]\n');
    await bench.page.getByRole('tab', { name: 'Terminal' }).tap();
    await bench.page.getByRole('button', { name: 'Tab: complete' }).waitFor();
    expect(served.requests.slice(before).filter((path) => path.includes('monaco'))).toEqual([]);
  });
});

describe('nothing for axe to find', () => {
  test.each([
    ['wide, light', { ...DESKTOP, colorScheme: 'light' }],
    ['wide, dark', { ...DESKTOP, colorScheme: 'dark' }],
    ['middle', { viewport: { width: 1200, height: 800 } }],
    ['narrow', { viewport: { width: 768, height: 1024 }, colorScheme: 'dark' }],
    ['phone', PHONE],
  ] as const)('%s', async (_, options) => {
    const bench = await open(options);
    await bench.start();
    await bench.page.keyboard.press('Control+Enter');
    await bench.page
      .locator('[data-check][data-state="fail"]')
      .first()
      .waitFor({ state: 'attached' });
    const { violations } = await new AxeBuilder({ page: bench.page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  });
});
