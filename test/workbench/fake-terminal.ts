/** A terminal whose shell knows five commands. */
import type { TerminalLink } from '../../src/session/session.ts';
import type { FakeSession } from './fake-session.ts';

const PROMPT = '\u001b[34mlab$\u001b[0m ';

export class FakeTerminal {
  private readonly session: FakeSession;
  private links: Link[] = [];
  private line = '';
  private history = `\u001b[?2004h${PROMPT}`;
  over: string | null = null;
  readonly sizes: { cols: number; rows: number }[] = [];
  /** Bytes printed and not yet drawn. */
  undrawn = 0;

  constructor(session: FakeSession) {
    this.session = session;
  }

  attach(): TerminalLink {
    const link = new Link(this);
    this.links.push(link);
    queueMicrotask(() => {
      link.attached();
      link.print(this.history);
      if (this.over !== null) link.end(this.over);
    });
    return link;
  }

  detach(link: Link): void {
    this.links = this.links.filter((other) => other !== link);
  }

  end(reason: string): void {
    this.over = reason;
    for (const link of this.links) link.end(reason);
  }

  print(text: string): void {
    this.history += text;
    for (const link of this.links) link.print(text);
  }

  type(keys: string): void {
    if (this.over !== null) return;
    // biome-ignore lint/suspicious/noControlCharactersInRegex: bracketed paste is written with them
    for (const key of keys.replaceAll(/\u001b\[20[01]~/g, '')) {
      if (key === '\r') this.enter();
      else if (key === '\u007f') this.erase();
      else {
        this.line += key;
        this.print(key);
      }
    }
  }

  private erase(): void {
    if (this.line === '') return;
    this.line = this.line.slice(0, -1);
    this.print('\b \b');
  }

  private enter(): void {
    const [command = '', path = '', ...words] = this.line.trim().split(' ');
    this.line = '';
    this.print('\r\n');
    switch (command) {
      case 'cat':
        this.print(
          (this.session.files.get(path)?.content ?? 'No such file\n').replaceAll('\n', '\r\n'),
        );
        break;
      case 'write':
        this.session.writeInside(path, `${words.join(' ')}\n`);
        break;
      case 'rm':
        this.session.writeInside(path, null);
        break;
      case 'colours':
        for (let at = 0; at < 16; at += 1)
          this.print(`\u001b[38;5;${at}mcolour ${at}\u001b[0m\r\n`);
        break;
      case 'exit':
        this.end('The shell has ended with status 0.');
        return;
      case '':
        break;
      default:
        this.print(`${command}: ran\r\n`);
    }
    this.print(PROMPT);
  }
}

class Link implements TerminalLink {
  private readonly terminal: FakeTerminal;
  private output: ((data: Uint8Array, drawn: () => void) => void) | undefined;
  private onAttach: (() => void) | undefined;
  private onEnd: ((reason: string) => void) | undefined;

  constructor(terminal: FakeTerminal) {
    this.terminal = terminal;
  }

  onOutput(listener: (data: Uint8Array, drawn: () => void) => void): void {
    this.output = listener;
  }
  onAttached(listener: () => void): void {
    this.onAttach = listener;
  }
  onEnded(listener: (reason: string) => void): void {
    this.onEnd = listener;
  }
  write(data: Uint8Array): void {
    this.terminal.type(new TextDecoder().decode(data));
  }
  resize(cols: number, rows: number): void {
    this.terminal.sizes.push({ cols, rows });
  }
  dispose(): void {
    this.terminal.detach(this);
  }

  attached(): void {
    this.onAttach?.();
  }
  print(text: string): void {
    const data = new TextEncoder().encode(text);
    this.terminal.undrawn += data.length;
    this.output?.(data, () => {
      this.terminal.undrawn -= data.length;
    });
  }
  end(reason: string): void {
    this.onEnd?.(reason);
  }
}
