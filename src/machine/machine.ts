/**
 * A machine is a Linux system whose PID 1 is systemd. Everything above the engines (grader,
 * sessions, workbench) speaks this interface and knows neither containers nor emulators.
 */

/** What a machine can do that not every one can. A lesson lists what it needs; the engine says what it has. */
export type Feature =
  /** IPAddressDeny=, IPAccounting=: BPF programs attached to a unit's cgroup. */
  | 'bpf-cgroup'
  /** MemoryMax=, TasksMax= inside units are enforced, not only accepted. */
  | 'cgroup-limits'
  /** RestrictAddressFamilies=, SystemCallFilter= are enforced. */
  | 'seccomp'
  /** sock_diag(7): without it, ss(8) does not show how many may wait at a listening socket. */
  | 'sock-diag';

export interface MachineInfo {
  /** Name of the engine that made it: `container`, `emulator`, `fake`. */
  readonly engine: string;
  /** Major version of the systemd that is PID 1, for example 252. */
  readonly systemd: number;
  /** Human name of the distribution, for example "Debian 12". */
  readonly release: string;
  readonly features: readonly Feature[];
  /**
   * How many times as long as a container it may take for anything, where it takes longer. Whatever
   * is said of times in this file is multiplied by it (pace.ts).
   */
  readonly pace?: number;
}

export interface Cancellable {
  readonly signal?: AbortSignal;
}

export interface ExecOptions extends Cancellable {
  readonly stdin?: Uint8Array | string;
  readonly env?: Readonly<Record<string, string>>;
  /** Defaults to `root`. */
  readonly user?: string;
  /** Working directory; defaults to `/`. */
  readonly cwd?: string;
  /** The process group is killed after this many ms; the result says `timedOut`. Default 10,000. */
  readonly timeoutMs?: number;
  /** Output beyond this many bytes per stream is dropped and `truncated` is set. Default 1 MiB. */
  readonly maxBytes?: number;
}

export interface ExecResult {
  readonly stdout: string;
  readonly stderr: string;
  /** 128 + signal number when a signal ended it. */
  readonly exitCode: number;
  readonly timedOut: boolean;
  readonly truncated: boolean;
}

export interface TerminalOptions extends Cancellable {
  readonly cols: number;
  readonly rows: number;
  /** Defaults to `learner`. */
  readonly user?: string;
}

/** An interactive login shell on a pseudo terminal. */
export interface Terminal {
  /**
   * Bytes the terminal prints, in order, as raw chunks (a chunk may end inside a UTF-8 sequence).
   * One consumer. Bytes are only taken from the machine as they are consumed: that is the
   * backpressure. Ends when the shell has exited.
   */
  readonly output: AsyncIterable<Uint8Array>;
  /** Resolves when the machine has taken the bytes. */
  write(data: Uint8Array): Promise<void>;
  resize(cols: number, rows: number): void;
  /** Resolves once, with the shell's exit code, or null when the machine went away. */
  readonly exited: Promise<number | null>;
  dispose(): void;
}

export interface FileWrite {
  /** Absolute, normalised. */
  readonly path: string;
  readonly content: Uint8Array | string;
  /** Permission bits; default 0o644. Missing parent directories are made with 0o755. */
  readonly mode?: number;
  /** Owner; default root. */
  readonly user?: string;
}

/** A D-Bus value as JSON. 64-bit numbers beyond 2^53 are decimal strings. */
export type PropertyValue =
  | string
  | number
  | boolean
  | readonly PropertyValue[]
  | { readonly [key: string]: PropertyValue };

/** One listening or bound socket, from the kernel's own tables. */
export interface Listener {
  readonly protocol: 'tcp' | 'udp' | 'unix-stream' | 'unix-dgram' | 'unix-seqpacket';
  /** `127.0.0.1`, `0.0.0.0`, `::1`, `::`, or a socket path (abstract names start with `@`). */
  readonly address: string;
  /** 0 for Unix sockets. */
  readonly port: number;
  readonly inode: number;
  /** Processes that hold a descriptor of it; PID 1 is systemd. */
  readonly owners: readonly { readonly pid: number; readonly command: string }[];
}

/** A process of a unit, read from /proc. */
export interface ProcessFacts {
  readonly pid: number;
  readonly command: string;
  readonly argv: readonly string[];
  readonly environ: Readonly<Record<string, string>>;
  /** Descriptor number to link target, for example `socket:[1234]`. */
  readonly fds: Readonly<Record<string, string>>;
  readonly uid: number;
  /** Inode of the network namespace. */
  readonly netns: number;
}

export interface FactsQuery {
  /** Unit name to the properties wanted of it, asked of PID 1 over its own socket. */
  readonly units?: Readonly<Record<string, readonly string[]>>;
  /** Patterns (`demo-echo@*`) whose loaded units are to be listed. */
  readonly unitPatterns?: readonly string[];
  readonly listeners?: boolean;
  /** Units whose main process (MainPID) is to be described. */
  readonly processesOf?: readonly string[];
  /** Files to read (at most 1 MiB each). */
  readonly files?: readonly string[];
  /** What the files are like that PID 1 may read units from. */
  readonly unitFiles?: boolean;
}

export interface Facts {
  readonly units: Readonly<Record<string, Readonly<Record<string, PropertyValue>>>>;
  readonly unitPatterns: Readonly<
    Record<
      string,
      readonly { readonly unit: string; readonly active: string; readonly sub: string }[]
    >
  >;
  readonly listeners: readonly Listener[];
  readonly processes: Readonly<Record<string, ProcessFacts | null>>;
  /** Absent files are null. */
  readonly files: Readonly<Record<string, string | null>>;
  /**
   * A word for the state of all files in the system manager's search path (systemd.unit(5)):
   * another one whenever a unit or a drop-in there was written, linked or removed.
   */
  readonly unitFiles?: string | undefined;
  /** Likewise for the links in `.wants` and `.requires` folders: who is enabled. */
  readonly unitLinks?: string | undefined;
}

/** A connection made inside the machine's network namespace by the lab itself. */
export interface ConnectProbe extends Cancellable {
  readonly to:
    | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
    | { readonly kind: 'unix'; readonly path: string; readonly type?: 'stream' | 'seqpacket' };
  readonly send: string;
  /** Shut down the sending side after `send`, as `nc -N` does. Default true. */
  readonly halfClose?: boolean;
  /** Default 3,000 ms for the whole exchange. */
  readonly timeoutMs?: number;
}

export interface ConnectResult {
  readonly outcome:
    | 'closed'
    | 'timeout'
    | 'refused'
    | 'reset'
    | 'unreachable'
    | 'denied'
    | 'absent';
  /** What came back, decoded as UTF-8, at most 64 KiB. */
  readonly received: string;
  /** `address:port` of our end, so that our own connections can be told from the learner's. */
  readonly local: string;
}

export type MachineEvent =
  /** A watched unit, or an instance of a watched template, changed state or was loaded/unloaded. */
  | { readonly type: 'unit'; readonly unit: string }
  /** systemd reloaded its configuration. */
  | { readonly type: 'reloaded' }
  /** A watched file was written, replaced, created or removed. */
  | { readonly type: 'file'; readonly path: string };

export interface Watch extends Cancellable {
  readonly files: readonly string[];
}

export interface Machine {
  /** Stable name within its engine; an engine can adopt the machine again by it. */
  readonly id: string;
  readonly info: MachineInfo;
  /** Runs one command without a shell. Throws {@link MachineError}; a non-zero exit is a result. */
  exec(argv: readonly string[], options?: ExecOptions): Promise<ExecResult>;
  openTerminal(options: TerminalOptions): Promise<Terminal>;
  /** The file's bytes, or undefined when there is none. At most 4 MiB, else `too-large`. */
  readFile(path: string, options?: Cancellable): Promise<Uint8Array | undefined>;
  /** Writes all files (each replaced atomically) and makes missing directories. */
  writeFiles(files: readonly FileWrite[], options?: Cancellable): Promise<void>;
  /** Reads many facts in one round trip, from PID 1 and the kernel, not from learner-owned tools. */
  facts(query: FactsQuery, options?: Cancellable): Promise<Facts>;
  connect(probe: ConnectProbe): Promise<ConnectResult>;
  /** Changes from now on, until the signal aborts. Bursts may be merged. */
  events(watch: Watch): AsyncIterable<MachineEvent>;
  /** Resolves once when the machine is gone, with the reason in words. Never rejects. */
  readonly gone: Promise<string>;
  /** Ends the machine and frees what it holds. Idempotent. */
  dispose(): Promise<void>;
}

export type MachineErrorCode =
  /** The machine no longer exists. */
  | 'gone'
  /** It exists and does not answer in time. */
  | 'unresponsive'
  /** A path is relative, holds `..` or NUL, or names a directory. */
  | 'bad-path'
  | 'too-large'
  /** No space or no inodes left in the machine. */
  | 'disk-full'
  /** The command could not be started (not found, not executable). */
  | 'cannot-run'
  /** The engine cannot do this. */
  | 'unsupported'
  | 'aborted';

/** Everything that can go wrong at this boundary. `message` is fit for a learner's eyes. */
export class MachineError extends Error {
  override readonly name = 'MachineError';
  readonly code: MachineErrorCode;
  constructor(code: MachineErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
