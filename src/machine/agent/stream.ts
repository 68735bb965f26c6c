import type { MachineInfo } from '../machine.ts';

/**
 * Bytes to and from an agent, whatever carries them: a container exec's stdin and stdout (already
 * demultiplexed), a serial line, a pair of pipes.
 */
export interface AgentStream {
  /** Chunks of any size, in order. Ends or throws when the agent is gone. Iterated once. */
  readonly input: AsyncIterable<Uint8Array>;
  /** Resolves when more may be written; rejects or throws when the agent is gone. */
  write(bytes: Uint8Array): Promise<void> | void;
  /** Ends the stream both ways; `input` ends soon after. Idempotent. */
  close(): void;
}

/** What the agent says of the machine when it is first spoken to. */
export interface AgentHello {
  /** Major version of the systemd that is PID 1, or 0 when PID 1 does not answer on D-Bus yet. */
  readonly systemd: number;
  /** NAME and VERSION_ID of /etc/os-release: "Debian GNU/Linux 12". */
  readonly release: string;
  /** The agent's own process id inside the machine. */
  readonly pid: number;
  /** How PID 1 was reached: its own socket, the system bus, or not at all so far. */
  readonly bus: 'private' | 'system' | 'none';
  /** Controllers that cgroup v2 offers at the machine's root, for example `memory`, `pids`. */
  readonly controllers: readonly string[];
  /** Whether the kernel filters system calls (seccomp) in this machine. */
  readonly seccomp: boolean;
  /** Whether root in the machine is root of a user namespace of its own. */
  readonly userNamespace: boolean;
}

/** A shell that was opened on a machine before it was saved, and waits for whoever opens one. */
export interface SpareTerminal {
  readonly user: string;
  readonly channel: number;
  /** What it has printed: its prompt. */
  readonly output: string;
}

/**
 * Where a conversation with an agent stood when its machine was saved. Whoever restores the
 * machine takes it up there: no greeting, and the shells that were open still are.
 */
export interface SavedConversation {
  readonly hello: AgentHello;
  /** The highest number of a channel so far. */
  readonly lastChannel: number;
  readonly terminals: readonly SpareTerminal[];
}

export interface AgentOptions {
  /** The machine's stable name within its engine. */
  readonly id: string;
  readonly stream: AgentStream;
  /** Says what the machine is, knowing what the agent found. */
  readonly info: (hello: AgentHello) => MachineInfo;
  /** Ends the machine itself. Called once, after the agent's stream was closed. */
  readonly dispose: () => Promise<void>;
  /** Takes up a conversation that was saved with the machine, instead of greeting the agent. */
  readonly saved?: SavedConversation;
  /** Gives up waiting for the agent's first word. */
  readonly signal?: AbortSignal;
  /** How long the agent may take for its first word and for a plain answer, ms. Default 15,000. */
  readonly patienceMs?: number;
}
