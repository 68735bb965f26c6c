import type { Machine } from '../../../src/machine/machine.ts';

const PROMPT = '$ ';

/** The learner's own shell: types lines and waits for the prompt. */
export class Shell {
  #text = '';
  #wake = () => {};
  readonly #type: (text: string) => Promise<void>;

  private constructor(type: (text: string) => Promise<void>) {
    this.#type = type;
  }

  /** Resolves at the first prompt. */
  static async open(machine: Machine): Promise<Shell> {
    const terminal = await machine.openTerminal({ cols: 80, rows: 24 });
    const shell = new Shell((text) => terminal.write(new TextEncoder().encode(text)));
    void (async () => {
      const decoder = new TextDecoder();
      for await (const chunk of terminal.output) {
        shell.#text += decoder.decode(chunk, { stream: true });
        shell.#wake();
      }
    })();
    await shell.prompt();
    return shell;
  }

  async run(line: string): Promise<void> {
    this.#text = '';
    await this.#type(`${line}\r`);
    await this.prompt();
  }

  private async prompt(): Promise<void> {
    while (!this.#text.endsWith(PROMPT)) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}
