import type { Terminal } from '../../../src/machine/machine.ts';

const utf8 = new TextEncoder();

/** Gathers what a terminal prints and waits for parts of it. */
export class Screen {
  readonly terminal: Terminal;
  text = '';
  readonly done: Promise<void>;
  #wake: () => void = () => {};

  constructor(terminal: Terminal) {
    this.terminal = terminal;
    this.done = this.#read();
  }

  async #read(): Promise<void> {
    const decoder = new TextDecoder();
    for await (const chunk of this.terminal.output) {
      this.text += decoder.decode(chunk, { stream: true });
      this.#wake();
    }
    this.#wake();
  }

  async shows(pattern: RegExp): Promise<string> {
    while (!pattern.test(this.text)) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return this.text;
  }

  type(keys: string): Promise<void> {
    return this.terminal.write(utf8.encode(keys));
  }
}
