import type { Terminal, TerminalOptions } from '../../../src/machine/machine.ts';
import type { CommandResult } from './commands.ts';

const PROMPT = 'learner@lab:~$ ';

/** A prompt, an echo and one command a line: a terminal for tests, with a terminal's manners. */
export class FakeShell implements Terminal {
  readonly output: AsyncIterable<Uint8Array>;
  readonly exited: Promise<number | null>;
  size: { cols: number; rows: number };
  private readonly run: (argv: readonly string[]) => CommandResult | undefined;
  private readonly queue: Uint8Array[] = [];
  private wake: (() => void) | undefined;
  private line: number[] = [];
  private echo: number[] = [];
  private flood: Uint8Array | undefined;
  private over = false;
  private exit: (code: number | null) => void = () => {};

  constructor(
    options: TerminalOptions,
    run: (argv: readonly string[]) => CommandResult | undefined,
  ) {
    this.size = { cols: options.cols, rows: options.rows };
    this.run = run;
    this.exited = new Promise((resolve) => {
      this.exit = resolve;
    });
    this.output = { [Symbol.asyncIterator]: () => this.bytes() };
    options.signal?.addEventListener('abort', () => this.end(null), { once: true });
    this.print(PROMPT);
  }

  async write(data: Uint8Array): Promise<void> {
    for (const byte of data) this.key(byte);
    this.flush();
  }

  resize(cols: number, rows: number): void {
    this.size = { cols, rows };
  }

  dispose(): void {
    this.end(null);
  }

  /** Ends the shell; its output ends with what was printed so far. */
  end(code: number | null): void {
    if (this.over) return;
    this.over = true;
    this.flood = undefined;
    this.exit(code);
    this.wake?.();
  }

  private key(byte: number): void {
    if (this.over) return;
    if (byte === 0x03) {
      this.flood = undefined;
      this.line = [];
      this.print(`^C\r\n${PROMPT}`);
    } else if (byte === 0x0d || byte === 0x0a) {
      this.print('\r\n');
      const text = new TextDecoder().decode(new Uint8Array(this.line));
      this.line = [];
      this.command(text.split(/\s+/).filter(Boolean));
    } else {
      this.line.push(byte);
      this.echo.push(byte);
    }
  }

  private command(argv: readonly string[]): void {
    if (argv[0] === 'exit') {
      this.end(Number(argv[1] ?? 0));
      return;
    }
    const done = argv.length > 0 ? this.run(argv) : undefined;
    if (this.over) return;
    if (done?.endless) {
      this.flood = new TextEncoder().encode(done.stdout.replaceAll('\n', '\r\n'));
      this.wake?.();
      return;
    }
    const unknown = argv.length > 0 && !done ? `${argv[0]}: command not found\n` : '';
    const text = done ? done.stdout + done.stderr : unknown;
    this.print(text.replaceAll('\n', '\r\n') + PROMPT);
  }

  private print(text: string): void {
    this.flush();
    this.queue.push(new TextEncoder().encode(text));
    this.wake?.();
  }

  /** Prints what was typed. */
  private flush(): void {
    if (this.echo.length === 0) return;
    this.queue.push(new Uint8Array(this.echo));
    this.echo = [];
    this.wake?.();
  }

  private async *bytes(): AsyncGenerator<Uint8Array> {
    for (;;) {
      const chunk = this.queue.shift() ?? this.flood;
      if (chunk) yield chunk;
      else if (this.over) return;
      else {
        await new Promise<void>((resolve) => {
          this.wake = resolve;
        });
        this.wake = undefined;
      }
    }
  }
}
