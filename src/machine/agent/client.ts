import {
  type Cancellable,
  type ConnectProbe,
  type ConnectResult,
  type ExecOptions,
  type ExecResult,
  type Facts,
  type FactsQuery,
  type FileWrite,
  type Machine,
  MachineError,
  type MachineEvent,
  type MachineInfo,
  type Terminal,
  type TerminalOptions,
  type Watch,
} from '../machine.ts';
import { atPace } from '../pace.ts';
import { events } from './events.ts';
import { exec } from './exec.ts';
import { readFile, writeFiles } from './files.ts';
import { AgentLink } from './link.ts';
import { booted, connect, facts, ping, setClock } from './look.ts';
import type { AgentHello, AgentOptions } from './stream.ts';
import { openTerminal } from './terminal.ts';

export type { AgentHello, AgentOptions, AgentStream, SavedConversation } from './stream.ts';

const DEFAULT_PATIENCE_MS = 15_000;
const DEFAULT_EXEC_MS = 10_000;
const DEFAULT_CONNECT_MS = 3_000;

/** A machine with an agent in it. What {@link connectAgent} resolves to. */
export class AgentMachine implements Machine {
  readonly id: string;
  readonly info: MachineInfo;
  /** What the agent found when it was first spoken to. */
  readonly hello: AgentHello;
  readonly gone: Promise<string>;
  readonly #link: AgentLink;
  readonly #dispose: () => Promise<void>;
  #disposed: Promise<void> | undefined;

  constructor(link: AgentLink, hello: AgentHello, options: AgentOptions) {
    this.id = options.id;
    this.info = options.info(hello);
    this.hello = hello;
    this.gone = link.gone;
    this.#link = link;
    this.#dispose = options.dispose;
  }

  exec(argv: readonly string[], options: ExecOptions = {}): Promise<ExecResult> {
    const timeoutMs = atPace(this.info, options.timeoutMs ?? DEFAULT_EXEC_MS);
    return exec(this.#link, argv, { ...options, timeoutMs });
  }

  openTerminal(options: TerminalOptions): Promise<Terminal> {
    return openTerminal(this.#link, options);
  }

  readFile(path: string, options?: Cancellable): Promise<Uint8Array | undefined> {
    return readFile(this.#link, path, options);
  }

  writeFiles(files: readonly FileWrite[], options?: Cancellable): Promise<void> {
    return writeFiles(this.#link, files, options);
  }

  facts(query: FactsQuery, options?: Cancellable): Promise<Facts> {
    return facts(this.#link, query, options);
  }

  connect(probe: ConnectProbe): Promise<ConnectResult> {
    const timeoutMs = atPace(this.info, probe.timeoutMs ?? DEFAULT_CONNECT_MS);
    return connect(this.#link, { ...probe, timeoutMs });
  }

  events(watch: Watch): AsyncIterable<MachineEvent> {
    return events(this.#link, watch);
  }

  /**
   * Resolves when PID 1 has finished booting, with its SystemState: `running`, `degraded`, …
   * (org.freedesktop.systemd1(5)). Waits as long as it takes: give it a signal.
   */
  booted(options?: Cancellable): Promise<string> {
    return booted(this.#link, options);
  }

  /** Resolves when the agent has answered; throws `unresponsive` or `gone`. */
  ping(options?: Cancellable): Promise<void> {
    return ping(this.#link, options);
  }

  /**
   * Sets the clock of a machine that stood still. `at` is ms since the epoch. Throws `unsupported`
   * where the kernel does not let root do that, as in a container.
   */
  setClock(at: number): Promise<void> {
    return setClock(this.#link, at);
  }

  /** The highest number of a channel so far: part of a {@link SavedConversation}. */
  get lastChannel(): number {
    return this.#link.lastChannel;
  }

  /** Lets go of the agent, which ends itself and what it started; the machine stays. */
  detach(): void {
    this.#link.close(new MachineError('gone', 'The lab has let go of the machine.'));
  }

  dispose(): Promise<void> {
    this.#link.close(new MachineError('gone', 'The machine was ended.'));
    this.#disposed ??= this.#dispose();
    return this.#disposed;
  }
}

/**
 * Greets the agent at the other end of `stream` and resolves with its machine. Throws a
 * MachineError: `gone` when the stream ends or speaks another protocol, `unresponsive` when
 * nothing is said in time, `aborted`. The stream is closed then; ending the machine is left to
 * the caller.
 */
export async function connectAgent(options: AgentOptions): Promise<AgentMachine> {
  const link = new AgentLink(
    options.stream,
    options.patienceMs ?? DEFAULT_PATIENCE_MS,
    options.saved,
  );
  const hello = await link.greet(options.signal);
  return new AgentMachine(link, hello, options);
}
