/**
 * A PC without screen or keyboard: a processor, memory, a root file system, a console that prints
 * text and a port for bytes. Runs in a browser's worker and in Node alike.
 */

/** Where the contents of the root's files come from. */
export interface FileSource {
  /** The file's bytes, decompressed; they are handed over. Rejects when it cannot be had. */
  read(blob: string, size: number): Promise<Uint8Array>;
}

/** How code of the guest is run. */
export type JitMode =
  /** Interpreted, about 25 million instructions a second; what was compiled is forgotten. */
  | 'off'
  /** Compiled when hot: slow while it compiles, then about twice as fast. */
  | 'on'
  /** What is compiled stays in use, nothing more is compiled. */
  | 'frozen';

/** Bytes to and from a device of the computer. */
export interface BytePort {
  /** Called with each portion the guest has sent. */
  onOutput: (bytes: Uint8Array) => void;
  /** Called when a process of the guest has begun to listen. */
  onOpened: () => void;
  /** Called when nobody in the guest listens any more. */
  onClosed: () => void;
  /** Resolves when the guest has taken the bytes. Rejects when the computer is gone. */
  send(bytes: Uint8Array): Promise<void>;
}

/** A computer as whoever talks to its guest needs it. */
export interface RunningComputer {
  /** Kernel messages: the first serial line. */
  readonly console: { onText: (text: string) => void };
  /** The lab's own line to the agent. */
  readonly port: BytePort;
  /** Called when the emulator itself fails; it does not run on. */
  onCrash: (error: unknown) => void;
  readonly running: boolean;
  run(): void;
  /** Stands still, at no cost, until {@link run}. */
  pause(): Promise<void>;
  jit: JitMode;
  /** Frees what it holds. Idempotent. */
  dispose(): Promise<void>;
}

export interface EmulatedComputer extends RunningComputer {
  /** The whole computer, as {@link restore} takes it. It has to stand still. */
  save(): Promise<Uint8Array>;
  /**
   * Puts a saved computer in place of this one; the state may be compressed with zstd. Throws
   * MachineError `gone` when it is none, or another version's.
   */
  restore(state: Uint8Array): Promise<void>;
  /** How many functions of the guest's code {@link save} would save; 0 unless it was booted. */
  readonly compiled: number;
  /** Instructions of the guest executed so far, modulo 2^32. */
  readonly instructions: number;
  /** The same, with the time it took. */
  readonly done: { readonly instructions: number; readonly ms: number };
}
