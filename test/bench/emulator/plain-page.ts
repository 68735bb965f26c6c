/**
 * A page without Playwright's inspector, which keeps a copy of each response in the page's process:
 * as much memory again as was downloaded.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, CDPSession } from 'playwright-core';

interface Reply {
  readonly id?: number;
  readonly result?: {
    readonly result?: { readonly value?: unknown };
    readonly exceptionDetails?: { readonly exception?: { readonly description?: string } };
  };
}

export class PlainPage {
  readonly #browser: CDPSession;
  readonly #sessionId: string;
  readonly #waiting = new Map<number, (reply: Reply) => void>();
  #lastId = 0;

  /** An empty page, outside of Playwright's contexts. */
  static async open(browser: Browser): Promise<PlainPage> {
    const session = await browser.newBrowserCDPSession();
    const { targetId } = await session.send('Target.createTarget', { url: 'about:blank' });
    const { sessionId } = await session.send('Target.attachToTarget', { targetId });
    return new PlainPage(session, sessionId);
  }

  private constructor(browser: CDPSession, sessionId: string) {
    this.#browser = browser;
    this.#sessionId = sessionId;
    browser.on('Target.receivedMessageFromTarget', (event) => {
      if (event.sessionId !== sessionId) return;
      const reply = JSON.parse(event.message) as Reply;
      this.#waiting.get(reply.id ?? 0)?.(reply);
      this.#waiting.delete(reply.id ?? 0);
    });
  }

  /** Resolves when the page's scripts have set `ready`, an expression, to something true. */
  async goto(url: string, ready: string): Promise<void> {
    await this.evaluate('window.isLeft = true');
    await this.#send('Page.navigate', { url });
    while (!(await this.evaluate<boolean>(`!window.isLeft && !!(${ready})`))) {
      await sleep(20);
    }
  }

  /** The value of an expression, awaited, as far as it is plain. */
  async evaluate<T>(expression: string): Promise<T> {
    const options = { expression, awaitPromise: true, returnByValue: true };
    const { result } = await this.#send('Runtime.evaluate', options);
    const thrown = result?.exceptionDetails?.exception?.description;
    if (thrown !== undefined) throw new Error(thrown);
    return result?.result?.value as T;
  }

  async #send(method: string, params: object): Promise<Reply> {
    this.#lastId += 1;
    const id = this.#lastId;
    const reply = new Promise<Reply>((resolve) => this.#waiting.set(id, resolve));
    const message = JSON.stringify({ id, method, params });
    await this.#browser.send('Target.sendMessageToTarget', { sessionId: this.#sessionId, message });
    return reply;
  }
}
