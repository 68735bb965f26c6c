/** The terminals of the learner's machine: which are open, and commands sent to them by the page. */
import { signal } from '@preact/signals';
import type { Session, TerminalLink } from '../../session/session.ts';
import type { KeyValueStore } from '../../storage.ts';
import type { Phase } from '../machine/connection.ts';
import type { Notices } from '../notices.ts';
import { addTab, closeTab, NO_TABS, openTabs, type TabList } from './tab-list.ts';
import { type CommandRequest, inputFor } from './typed-command.ts';

/** A terminal on the screen, able to take a command. */
export interface CommandTarget {
  /** The shell announced that it tells pasted text from typed text. */
  readonly bracketedPaste: boolean;
  input(text: string): void;
  focus(): void;
}

export interface TerminalsOptions {
  readonly exercise: string;
  readonly store: KeyValueStore;
  readonly notices: Notices;
  readonly session: () => Session | null;
  readonly phase: () => Phase;
}

export class Terminals {
  private readonly options: TerminalsOptions;
  private readonly targets = new Map<string, CommandTarget>();
  private pending: CommandRequest | null = null;
  readonly tabs = signal<TabList>(NO_TABS);
  /** Counts machines: a screen belongs to one of them. */
  readonly generation = signal(0);
  readonly screenReader = signal(false);
  private readonly replaced = signal<ReadonlyMap<string, number>>(new Map());

  constructor(options: TerminalsOptions) {
    this.options = options;
  }

  restore(fromAddress: boolean): void {
    this.screenReader.value = fromAddress || this.options.store.get('lab:screen-reader') === 'on';
  }

  toggleScreenReader(): void {
    this.screenReader.value = !this.screenReader.value;
    if (this.screenReader.value) this.options.store.set('lab:screen-reader', 'on');
    else this.options.store.remove('lab:screen-reader');
  }

  /** The machine is ready: the terminals of before a reload come back, or a first one opens. */
  begin(sessionId: string): void {
    const kept = this.options.store.get(this.key)?.split(' ') ?? [];
    const [id, ...open] = kept;
    this.tabs.value = openTabs(id === sessionId ? open : [], this.tabs.value.active);
    this.generation.value += 1;
    this.keep(sessionId);
  }

  /** The machine was replaced: its terminals are gone. */
  forget(): void {
    this.tabs.value = NO_TABS;
    this.options.store.remove(this.key);
  }

  open(id: string, size: { cols: number; rows: number }): TerminalLink | null {
    return this.options.session()?.openTerminal(id, size) ?? null;
  }

  add(): void {
    this.change(addTab(this.tabs.value));
  }

  show(id: string): void {
    this.change({ ...this.tabs.value, active: id });
  }

  /** How often the terminal of this name was begun anew on this machine. */
  roundOf(id: string): number {
    return this.replaced.value.get(id) ?? 0;
  }

  /** A new terminal in the place of one that is over. */
  replace(id: string): void {
    this.replaced.value = new Map(this.replaced.value).set(id, this.roundOf(id) + 1);
  }

  /** Ends the shell as well. A shell that cannot be reached ends with the machine. */
  close(id: string): void {
    this.change(closeTab(this.tabs.value, id));
    this.options
      .session()
      ?.closeTerminal(id)
      .catch(() => {});
  }

  /** A terminal is on the screen; the returned function takes it off again. */
  register(id: string, target: CommandTarget): () => void {
    this.targets.set(id, target);
    const { pending } = this;
    this.pending = null;
    if (pending) this.type({ ...pending, run: false });
    return () => {
      if (this.targets.get(id) === target) this.targets.delete(id);
    };
  }

  /**
   * Types a command into the terminal in front. While the machine starts, the command waits and is
   * then typed for the learner to run. False when there is no machine to type it for.
   */
  type(request: CommandRequest): boolean {
    const { notices } = this.options;
    const phase = this.options.phase();
    const target = this.targets.get(this.tabs.value.active ?? '');
    if (phase !== 'ready' || !target) {
      const comes = phase === 'ready' || phase === 'starting' || phase === 'queued';
      if (comes) this.pending = request;
      return comes;
    }
    const input = inputFor(request, target.bracketedPaste);
    if (input === null) {
      notices.show({
        key: 'command',
        tone: 'warn',
        text: 'These lines were not typed: the terminal is busy with another program. Leave it, then try again.',
      });
      return true;
    }
    notices.dismiss('command');
    target.input(input);
    target.focus();
    return true;
  }

  private change(tabs: TabList): void {
    this.tabs.value = tabs;
    const session = this.options.session();
    if (session) this.keep(session.view.id);
  }

  private keep(sessionId: string): void {
    this.options.store.set(this.key, [sessionId, ...this.tabs.value.ids].join(' '));
  }

  private get key(): string {
    return `lab:terminals:${this.options.exercise}`;
  }
}
