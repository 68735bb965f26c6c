import type { Terminal } from '../../src/machine/machine.ts';

/** Reads a terminal as a person does: types, and waits until the screen shows something. */
export class Screen {
  text = '';
  bytes = 0;
  private readonly terminal: Terminal;
  private readonly chunks: AsyncIterator<Uint8Array>;
  private readonly decoder = new TextDecoder();

  constructor(terminal: Terminal) {
    this.terminal = terminal;
    this.chunks = terminal.output[Symbol.asyncIterator]();
  }

  async type(text: string): Promise<void> {
    await this.terminal.write(new TextEncoder().encode(text));
  }

  /** Reads on until the text since the last call matches; that text is returned and forgotten. */
  async shows(pattern: RegExp): Promise<string> {
    while (!pattern.test(this.text)) {
      if (!(await this.read())) throw new Error(`never showed ${pattern}, but: ${this.text}`);
    }
    const seen = this.text;
    this.text = '';
    return seen;
  }

  /** Takes the next chunk; false at the end. */
  async read(): Promise<boolean> {
    const { done, value } = await this.chunks.next();
    if (done) return false;
    this.bytes += value.length;
    this.text = (this.text + this.decoder.decode(value, { stream: true })).slice(-64 * 1024);
    return true;
  }
}
