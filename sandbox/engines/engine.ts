import type { Feature, Machine } from '../../src/machine/machine.ts';

/** What a machine is to be made of. */
export interface MachineSpec {
  /** Labels the machine carries, to find it again after a restart: values are plain text. */
  readonly labels: Readonly<Record<string, string>>;
  readonly limits: MachineLimits;
}

export interface MachineLimits {
  readonly memoryBytes: number;
  readonly pids: number;
  /** CPU cores, may be a fraction. */
  readonly cpus: number;
  readonly openFiles: number;
}

export const DEFAULT_LIMITS: MachineLimits = {
  memoryBytes: 256 * 1024 * 1024,
  pids: 200,
  cpus: 1,
  openFiles: 20_000,
};

export interface FoundMachine {
  readonly id: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly running: boolean;
}

export interface EngineInfo {
  /** `container`, `fake`. */
  readonly name: string;
  /** What answers behind it, for people: "Podman 4.3.1, crun". */
  readonly description: string;
  /** systemd's major version in the image. */
  readonly systemd: number;
  readonly features: readonly Feature[];
}

/** Provides machines. One contract test suite runs on every implementation. */
export interface Engine {
  readonly info: EngineInfo;
  /** Creates and boots a machine; resolves when systemd has finished booting. */
  create(spec: MachineSpec, signal?: AbortSignal): Promise<Machine>;
  /** Takes over a running machine that an earlier process made. Throws `gone`. */
  adopt(id: string, signal?: AbortSignal): Promise<Machine>;
  /** Machines of this installation, running or not, whoever made them. */
  list(): Promise<readonly FoundMachine[]>;
  /** Removes a machine that cannot be adopted. Idempotent. */
  remove(id: string): Promise<void>;
  /** How many machines this host can carry at once, by memory. */
  capacity(): Promise<number>;
  /** Lets go of connections; running machines stay. */
  dispose(): Promise<void>;
}

export type EngineErrorCode =
  /** Nothing answers on any of the known sockets. */
  | 'engine-absent'
  /** It answered before and no longer does. */
  | 'engine-gone'
  /** It can't isolate machines (no user namespaces): the message says what to configure. */
  | 'engine-unsafe'
  | 'image-missing'
  | 'no-capacity'
  | 'boot-failed';

/** Trouble with the engine itself. `message` says what to do next. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  readonly code: EngineErrorCode;
  constructor(code: EngineErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
