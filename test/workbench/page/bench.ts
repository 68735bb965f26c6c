/** What a learner does at the workbench of the test page, and what its fake machine is told. */
import type { Locator, Page } from 'playwright-core';
import type { FakeSessions } from '../fake-session.ts';

declare global {
  interface Window {
    readonly fake: FakeSessions;
  }
}

export class BenchPage {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }

  async open(url: string): Promise<void> {
    await this.page.goto(`${url}?boot=50&screen-reader`);
    await this.page.locator('[data-machine-state]').waitFor({ state: 'attached' });
  }

  act(name: string): Locator {
    return this.page.locator(`[data-action="${name}"]`);
  }

  async start(): Promise<void> {
    await this.act('start-machine').click();
    await this.machineIs('ready');
  }

  async machineIs(state: string): Promise<void> {
    await this.page.locator(`[data-machine-state="${state}"]`).waitFor({ state: 'attached' });
  }

  get editor(): Locator {
    return this.page.locator('.monaco-editor .view-lines').first();
  }

  /** Shows a file and puts the cursor at its end. */
  async show(path: string): Promise<void> {
    await this.page.locator(`[data-editor-file="${path}"]`).click();
    await this.editor.click();
    await this.page.keyboard.press('Control+End');
  }

  async replace(path: string, text: string): Promise<void> {
    await this.show(path);
    await this.page.keyboard.press('Control+A');
    await this.page.keyboard.insertText(text);
  }

  async text(): Promise<string> {
    return textOf(this.editor.locator('.view-line'));
  }

  async screen(): Promise<string> {
    const tree = this.page.locator('[data-terminal]:visible .xterm-accessibility-tree');
    return textOf(tree.locator('[role="listitem"]'));
  }

  /** Clicks into the terminal in front, once there is a shell behind it. */
  async enterTerminal(): Promise<void> {
    await this.page.locator('[data-terminal][data-link="attached"]:visible .xterm-screen').click();
  }

  async spoken(): Promise<string> {
    return (await this.page.locator('[data-spoken]').textContent()) ?? '';
  }

  async states(): Promise<string[]> {
    return this.page
      .locator('[data-check]')
      .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-state') ?? ''));
  }

  /** Content of a file in the fake machine. */
  async inMachine(path: string): Promise<string | undefined> {
    return this.page.evaluate((at) => window.fake.last.files.get(at)?.content, path);
  }

  async writeInMachine(path: string, content: string): Promise<void> {
    await this.page.evaluate(
      ([at, text]) => window.fake.last.writeInside(at ?? '', text ?? ''),
      [path, content],
    );
  }
}

/** Lines as a reader sees them; both editor and terminal write spaces as no-break spaces. */
async function textOf(lines: Locator): Promise<string> {
  return (await lines.allTextContents()).join('\n').replaceAll('\u00a0', ' ');
}
