/** What a learner does at the workbench, in the learner's terms. */
import type { Page } from 'playwright-core';

const LESSON = '/learn/first-socket/demo-echo';
const UNIT_DIR = '/etc/systemd/system';

export class Workbench {
  readonly page: Page;
  /** How many times as long as in a container everything may take. */
  private readonly patience: number;

  constructor(page: Page, patience = 1) {
    this.page = page;
    this.patience = patience;
  }

  async open(url: string): Promise<void> {
    await this.page.goto(`${url}${LESSON}?screen-reader`);
    await this.page.locator('[data-machine-state]').waitFor();
  }

  async startMachine(): Promise<void> {
    await this.page.locator('[data-action="start-machine"]').first().click();
    await this.machineIs('ready');
  }

  async machineIs(state: string, timeout = 60_000): Promise<void> {
    await this.page
      .locator(`[data-machine-state="${state}"]`)
      .waitFor({ timeout, state: 'attached' });
  }

  /** Types a whole file into the editor, replacing what stands there. */
  async edit(file: string, content: string): Promise<void> {
    await this.page.locator(`[data-editor-file="${UNIT_DIR}/${file}"]`).click();
    await this.page.locator('.monaco-editor .view-lines').first().click();
    await this.page.keyboard.press('Control+A');
    await this.page.keyboard.press('Delete');
    // insertText is what an input method or a paste does: no auto-closing in between.
    await this.page.keyboard.insertText(content);
  }

  async save(): Promise<void> {
    await this.page.keyboard.press('Control+s');
    await this.page.getByText(/^Saved /).waitFor({ timeout: 30_000 * this.patience });
  }

  async editorText(file: string): Promise<string> {
    await this.page.locator(`[data-editor-file="${UNIT_DIR}/${file}"]`).click();
    const text = await this.page.locator('.monaco-editor .view-lines').first().innerText();
    return plainSpaces(text);
  }

  async type(command: string): Promise<void> {
    await this.page.locator('[data-terminal] .xterm-screen').first().click();
    await this.page.keyboard.type(`${command}\n`);
  }

  /** What the terminal's screen reads, through xterm's accessibility tree. */
  async screen(): Promise<string> {
    const tree = this.page.locator('[data-terminal] .xterm-accessibility-tree').first();
    return plainSpaces(await tree.innerText());
  }

  /** Waits for it; what matched. */
  async screenShows(pattern: RegExp, timeout = 15_000): Promise<RegExpExecArray> {
    const deadline = Date.now() + timeout * this.patience;
    let text = '';
    while (Date.now() < deadline) {
      text = await this.screen();
      const match = pattern.exec(text);
      if (match) return match;
      await this.page.waitForTimeout(100);
    }
    throw new Error(`The terminal never showed ${pattern}. It shows:\n${text}`);
  }

  async runChecks(): Promise<void> {
    await this.page.keyboard.press('Control+Enter');
  }

  /** The state of every check on the screen. */
  async checks(): Promise<Record<string, string>> {
    return this.page
      .locator('[data-check]')
      .evaluateAll((elements) =>
        Object.fromEntries(
          elements.map((e) => [
            e.getAttribute('data-check') ?? '',
            e.getAttribute('data-state') ?? '',
          ]),
        ),
      );
  }

  async checksBecome(want: (states: string[]) => boolean, timeout = 20_000): Promise<void> {
    const deadline = Date.now() + timeout * this.patience;
    let states: Record<string, string> = {};
    while (Date.now() < deadline) {
      states = await this.checks();
      if (Object.keys(states).length > 0 && want(Object.values(states))) return;
      await this.page.waitForTimeout(100);
    }
    throw new Error(`Checks stayed at ${JSON.stringify(states)}`);
  }
}

/** Editor and terminal draw spaces as no-break spaces. */
function plainSpaces(text: string): string {
  return text.replaceAll('\u00a0', ' ');
}

export const SOCKET_UNIT = `[Unit]
Description=Demo echo socket

[Socket]
ListenStream=127.0.0.1:9091
Accept=yes

[Install]
WantedBy=sockets.target
`;

export const TEMPLATE_UNIT = `[Unit]
Description=Demo echo, one connection

[Service]
ExecStart=/bin/cat
StandardInput=socket
StandardOutput=socket
StandardError=journal
`;
