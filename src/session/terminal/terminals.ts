import type { Terminal } from '../../machine/machine.ts';
import { MAX_TERMINALS } from '../../schemas/protocol.ts';
import { SessionError } from '../session.ts';
import { TerminalHost, type Viewer } from './host.ts';

export interface Size {
  readonly cols: number;
  readonly rows: number;
}

export interface TerminalsOptions {
  readonly open: (size: Size) => Promise<OpenedTerminal>;
  readonly changed: (ids: readonly string[]) => void;
}

export interface OpenedTerminal {
  readonly terminal: Terminal;
  /** Why it ended with its machine, once that is known. */
  readonly lost: () => Promise<string>;
}

/** The terminals of one session, by the names the workbench gave them. */
export class Terminals {
  private readonly hosts = new Map<string, Promise<TerminalHost>>();
  private readonly open: TerminalsOptions['open'];
  private readonly changed: TerminalsOptions['changed'];

  constructor({ open, changed }: TerminalsOptions) {
    this.open = open;
    this.changed = changed;
  }

  get ids(): readonly string[] {
    return [...this.hosts.keys()];
  }

  /** Shows terminal `id` to `viewer`; opens it if there is none. */
  async attach(id: string, size: Size, viewer: Viewer): Promise<TerminalHost> {
    const host = await (this.hosts.get(id) ?? this.start(id, size));
    host.attach(viewer, size);
    return host;
  }

  /** The terminal that was opened first, for somebody who looks on. */
  async first(): Promise<TerminalHost | undefined> {
    const [host] = this.hosts.values();
    return host?.catch(() => undefined);
  }

  async close(id: string): Promise<void> {
    const host = await this.hosts.get(id)?.catch(() => undefined);
    host?.end('The terminal was closed.');
  }

  /** Ends all of them, also those that are just being opened. */
  endAll(reason: string): void {
    const hosts = [...this.hosts.values()];
    this.hosts.clear();
    if (hosts.length > 0) this.changed([]);
    for (const host of hosts) {
      host.then(
        (opened) => opened.end(reason),
        () => {},
      );
    }
  }

  private start(id: string, size: Size): Promise<TerminalHost> {
    if (this.hosts.size >= MAX_TERMINALS) {
      throw new SessionError(
        'too-many-terminals',
        `${MAX_TERMINALS} terminals are open, which is as many as a machine has. Close one first.`,
      );
    }
    const opening = this.open(size).then(({ terminal, lost }) => new TerminalHost(terminal, lost));
    this.hosts.set(id, opening);
    const forget = () => {
      if (this.hosts.get(id) !== opening) return;
      this.hosts.delete(id);
      this.changed(this.ids);
    };
    opening.then((host) => {
      this.changed(this.ids);
      void host.over.then(forget);
    }, forget);
    return opening;
  }
}
