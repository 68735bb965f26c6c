// @ts-check

/**
 * Says at every step of the set-up what is done and how long it took. On a terminal, the running
 * step shows its seconds, so that a minute of building does not look like a hang.
 */
export class Report {
  #out;
  #now;

  /**
   * @param {{ write(text: string): unknown, isTTY?: boolean }} out
   * @param {() => number} [now] milliseconds
   */
  constructor(out, now = () => performance.now()) {
    this.#out = out;
    this.#now = now;
  }

  /**
   * @template T
   * @param {string} name
   * @param {(say: (what: string) => void) => Promise<{ done: string, value: T }>} work calls `say`
   *   before something that takes a while; `done` says what the step found or did
   * @returns {Promise<T>}
   */
  async step(name, work) {
    const started = this.#now();
    const seconds = () => ((this.#now() - started) / 1000).toFixed(1);
    const label = `  ${name.padEnd(20)}`;
    let doing = '';
    const tick = () => this.#out.write(`\r\x1b[K${label}${doing} ${seconds()} s`);
    /** @type {NodeJS.Timeout | undefined} */
    let timer;
    try {
      const { done, value } = await work((what) => {
        doing = what;
        if (this.#out.isTTY) timer ??= setInterval(tick, 200);
        else this.#out.write(`${label}${what}\n`);
      });
      clearInterval(timer);
      this.#out.write(
        `${timer ? '\r\x1b[K' : ''}${label}${done}${doing ? ` (${seconds()} s)` : ''}\n`,
      );
      return value;
    } catch (error) {
      clearInterval(timer);
      if (timer) this.#out.write(`\r\x1b[K${label}${doing} (${seconds()} s)\n`);
      throw error;
    }
  }
}
