import { MachineError } from '../machine.ts';
import type { BytePort, FileSource, JitMode, RunningComputer } from './computer.ts';
import type { FromWorker, ToWorker } from './messages.ts';

/** The part of `Worker` that is used. */
export interface WorkerPort {
  postMessage(message: ToWorker, transfer: Transferable[]): void;
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  terminate(): void;
}

export interface WorkerParts {
  readonly worker: WorkerPort;
  /** v86's WebAssembly module. */
  readonly wasm: WebAssembly.Module;
  readonly memoryBytes: number;
  /** A saved state, compressed or not. It is handed over: the caller's copy is empty afterwards. */
  readonly state: ArrayBuffer;
  readonly files: FileSource;
  readonly signal: AbortSignal;
}

export interface Load {
  readonly instructions: number;
  /** For how much of the time it computed, up to 1. */
  readonly share: number;
  /** Whether it read a file that had to be fetched first. */
  readonly waited: boolean;
}

/**
 * A computer that a worker carries. It is never saved nor restored: a machine in trouble is put
 * away with its worker, and the next one starts in another.
 */
export class WorkerComputer implements RunningComputer {
  readonly console: RunningComputer['console'] = { onText: () => {} };
  readonly port: BytePort = {
    onOutput: () => {},
    onOpened: () => {},
    onClosed: () => {},
    send: (bytes) => this.send(bytes),
  };
  /** Called every {@link LOAD_MS} with what happened since the last time. */
  onLoad: (load: Load) => void = () => {};
  /** Called for whatever goes to the guest or comes from it, before it does. */
  onTraffic: () => void = () => {};
  onCrash: (error: unknown) => void = () => {};
  private readonly worker: WorkerPort;
  private readonly files: FileSource;
  private readonly begun = Promise.withResolvers<void>();
  private readonly waiting = new Map<number, PromiseWithResolvers<void>>();
  private fetching = 0;
  private waited = false;
  private pausing: PromiseWithResolvers<void> | undefined;
  private lastId = 0;
  private isRunning = false;
  private jitMode: JitMode = 'off';
  private broken: MachineError | undefined;

  /** Resolves with a computer that stands still. Throws MachineError. */
  static async start(parts: WorkerParts): Promise<WorkerComputer> {
    const { worker, wasm, memoryBytes, state, files, signal } = parts;
    const computer = new WorkerComputer(worker, files);
    const abort = () =>
      computer.break(new MachineError('aborted', 'The start of the machine was called off.'));
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
    else worker.postMessage({ t: 'start', wasm, memoryBytes, state }, [state]);
    try {
      await computer.begun.promise;
      return computer;
    } finally {
      signal.removeEventListener('abort', abort);
    }
  }

  private constructor(worker: WorkerPort, files: FileSource) {
    this.worker = worker;
    this.files = files;
    this.begun.promise.catch(() => {});
    worker.onmessage = ({ data }) => this.receive(data);
    worker.onerror = (event) => this.break(inWords(event.message));
  }

  get running(): boolean {
    return this.isRunning;
  }

  run(): void {
    if (this.broken || this.isRunning) return;
    this.isRunning = true;
    this.post({ t: 'run' });
  }

  pause(): Promise<void> {
    if (!this.isRunning) return this.pausing?.promise ?? Promise.resolve();
    this.isRunning = false;
    this.pausing = Promise.withResolvers();
    this.post({ t: 'pause' });
    return this.pausing.promise;
  }

  get jit(): JitMode {
    return this.jitMode;
  }

  set jit(mode: JitMode) {
    this.jitMode = mode;
    this.post({ t: 'jit', mode });
  }

  async dispose(): Promise<void> {
    this.break(new MachineError('gone', 'The machine was ended.'));
  }

  private send(bytes: Uint8Array): Promise<void> {
    if (this.broken) return Promise.reject(this.broken);
    this.onTraffic();
    this.lastId += 1;
    const taken = Promise.withResolvers<void>();
    this.waiting.set(this.lastId, taken);
    this.post({ t: 'send', id: this.lastId, bytes });
    return taken.promise;
  }

  private post(message: ToWorker, transfer: Transferable[] = []): void {
    if (!this.broken) this.worker.postMessage(message, transfer);
  }

  private receive(message: FromWorker): void {
    if (this.broken) return;
    switch (message.t) {
      case 'started':
        this.begun.resolve();
        return;
      case 'failed':
        this.break(
          message.plain ? new MachineError('gone', message.message) : inWords(message.message),
        );
        return;
      case 'paused':
        this.pausing?.resolve();
        return;
      case 'output':
        this.onTraffic();
        this.port.onOutput(message.bytes);
        return;
      case 'taken': {
        const taken = this.waiting.get(message.id);
        this.waiting.delete(message.id);
        if (message.lost) taken?.reject(new MachineError('gone', 'The machine takes no input.'));
        else taken?.resolve();
        return;
      }
      case 'closed':
        this.port.onClosed();
        return;
      case 'crashed':
        this.break(inWords(message.message));
        return;
      case 'console':
        this.console.onText(message.text);
        return;
      case 'load': {
        const { instructions, share } = message;
        this.onLoad({ instructions, share, waited: this.waited });
        this.waited = this.fetching > 0;
        return;
      }
      case 'wanted':
        void this.fetch(message.blob, message.size);
    }
  }

  private async fetch(blob: string, size: number): Promise<void> {
    this.fetching += 1;
    this.waited = true;
    const bytes = await this.files.read(blob, size).catch(() => null);
    this.fetching -= 1;
    this.post({ t: 'content', blob, bytes }, bytes ? [bytes.buffer] : []);
  }

  /** Frees everything; the first reason counts. */
  private break(error: MachineError): void {
    if (this.broken) return;
    this.broken = error;
    this.isRunning = false;
    this.worker.terminate();
    this.begun.reject(error);
    this.pausing?.resolve();
    for (const taken of this.waiting.values()) taken.reject(error);
    this.waiting.clear();
    this.onCrash(error);
  }
}

/** What a worker says when it fails, as a learner can use it; nothing when its script is not had. */
function inWords(said = ''): MachineError {
  // A trap of "memory access out of bounds" is another matter.
  if (/memory(?! access)|allocat|array buffer/i.test(said)) {
    return new MachineError(
      'gone',
      'This device has too little free memory for the machine, which takes about 400 MB. Close other tabs, then try again.',
      { cause: said },
    );
  }
  return new MachineError(
    'gone',
    'The machine in this tab broke down. Your files are kept; start a new one.',
    { cause: said },
  );
}
