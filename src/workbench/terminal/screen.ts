/** One xterm on the page, tied to one terminal of the machine. Loaded when a machine is there. */
import { ClipboardAddon, type IClipboardProvider } from '@xterm/addon-clipboard';
import { FitAddon } from '@xterm/addon-fit';
import { SearchAddon } from '@xterm/addon-search';
import { WebLinksAddon } from '@xterm/addon-web-links';
import { Terminal } from '@xterm/xterm';
import type { TerminalLink } from '../../session/session.ts';
import { copyText } from '../clipboard.ts';
import { type Palette, readPalette, watchTheme } from '../colors.ts';
import { drawWithGpu } from './gpu.ts';
import { keyFor } from './keys.ts';
import type { CommandTarget } from './terminals.ts';
import { terminalTheme } from './theme.ts';

const SCROLLBACK_LINES = 5_000;

export interface ScreenOptions {
  readonly host: HTMLElement;
  readonly label: string;
  readonly screenReader: boolean;
  readonly open: (size: { cols: number; rows: number }) => TerminalLink | null;
  readonly onAttached: () => void;
  readonly onEnded: (reason: string) => void;
  readonly onSearch: () => void;
}

/** A program in the machine may fill the clipboard; reading it stays the learner's. */
const writeOnly: IClipboardProvider = {
  readText: () => '',
  writeText: async (_selection, text) => {
    await copyText(text);
  },
};

export class Screen implements CommandTarget {
  private readonly terminal: Terminal;
  private readonly fitting = new FitAddon();
  private readonly searching = new SearchAddon();
  private readonly link: TerminalLink | null;
  private readonly host: HTMLElement;
  private readonly cleanups: (() => void)[] = [];

  constructor(options: ScreenOptions) {
    const { host } = options;
    this.host = host;
    this.terminal = new Terminal({
      fontFamily: getComputedStyle(host).fontFamily,
      fontSize: 13,
      lineHeight: 1.35,
      cursorBlink: !matchMedia('(prefers-reduced-motion: reduce)').matches,
      minimumContrastRatio: 4.5,
      scrollback: SCROLLBACK_LINES,
      screenReaderMode: options.screenReader,
      theme: terminalTheme(this.palette()),
      macOptionIsMeta: true,
    });
    this.terminal.loadAddon(this.fitting);
    this.terminal.loadAddon(this.searching);
    this.terminal.loadAddon(new WebLinksAddon());
    this.terminal.loadAddon(new ClipboardAddon(undefined, writeOnly));
    this.terminal.open(host);
    this.terminal.textarea?.setAttribute('aria-label', options.label);
    this.terminal.attachCustomKeyEventHandler((event) => this.onKey(event, options.onSearch));
    this.fit();
    this.link = options.open({ cols: this.terminal.cols, rows: this.terminal.rows });
    if (this.link) this.connect(this.link, options);
    this.follow();
    void drawWithGpu(this.terminal).then((stop) => this.cleanups.push(stop));
  }

  get bracketedPaste(): boolean {
    return this.terminal.modes.bracketedPasteMode;
  }

  input(text: string): void {
    this.terminal.input(text);
  }

  focus(): void {
    this.terminal.focus();
  }

  setScreenReader(on: boolean): void {
    this.terminal.options.screenReaderMode = on;
  }

  /** Selects the next or previous hit; false when there is none. */
  find(text: string, direction: 'next' | 'previous'): boolean {
    return direction === 'next' ? this.searching.findNext(text) : this.searching.findPrevious(text);
  }

  endFind(): void {
    this.searching.clearDecorations();
    this.terminal.clearSelection();
    this.terminal.focus();
  }

  dispose(): void {
    for (const cleanup of this.cleanups.splice(0)) cleanup();
    this.link?.dispose();
    this.terminal.dispose();
  }

  private connect(link: TerminalLink, options: ScreenOptions): void {
    const bytes = new TextEncoder();
    link.onAttached(() => {
      this.terminal.reset();
      options.onAttached();
    });
    link.onOutput((data, drawn) => this.terminal.write(data, drawn));
    link.onEnded((reason) => {
      this.terminal.options.disableStdin = true;
      this.terminal.options.cursorBlink = false;
      options.onEnded(reason);
    });
    const input = this.terminal.onData((data) => link.write(bytes.encode(data)));
    const binary = this.terminal.onBinary((data) =>
      link.write(Uint8Array.from(data, (char) => char.charCodeAt(0))),
    );
    const size = this.terminal.onResize(({ cols, rows }) => link.resize(cols, rows));
    this.cleanups.push(() => {
      for (const listener of [input, binary, size]) listener.dispose();
    });
  }

  private follow(): void {
    const resized = new ResizeObserver(() => this.fit());
    resized.observe(this.host);
    this.cleanups.push(
      () => resized.disconnect(),
      watchTheme(() => {
        this.terminal.options.theme = terminalTheme(this.palette());
      }),
    );
  }

  /** A hidden pane has no size; the terminal then keeps the one it had. */
  private fit(): void {
    if (this.host.clientWidth > 0 && this.host.clientHeight > 0) this.fitting.fit();
  }

  private palette(): Palette {
    return readPalette(this.host);
  }

  /** False: xterm leaves the key alone. */
  private onKey(event: KeyboardEvent, search: () => void): boolean {
    switch (keyFor(event)) {
      case 'page':
        return false;
      case 'copy':
        event.preventDefault();
        if (event.type === 'keydown') this.copy();
        return false;
      case 'search':
        event.preventDefault();
        if (event.type === 'keydown') search();
        return false;
      default:
        return true;
    }
  }

  private copy(): void {
    const text = this.terminal.getSelection();
    if (text === '') return;
    void copyText(text);
  }
}
