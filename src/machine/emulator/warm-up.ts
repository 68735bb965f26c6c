/**
 * Runs what a learner is about to run before they do. The machine comes with most of its hot code
 * compiled by v86; the browser translates that when it is first run, better the more often, and v86
 * compiles what is left. Nothing of it leaves a trace in the machine.
 */
import type { Clock } from '../../grading/deadline.ts';
import type { ExecOptions, FactsQuery, Machine } from '../machine.ts';
import type { RunningComputer } from './computer.ts';

/** One thing that a round does. */
type Step = (machine: WarmUpOptions['machine'], options: ExecOptions) => Promise<unknown>;

/**
 * Each only looks. `systemd-analyze verify` loads units with the same library that PID 1 loads them
 * with on a reload; a reload itself would take in what the learner has not asked for yet.
 */
const COMMANDS = [
  'systemd-analyze verify --man=no --recursive-errors=no /lib/systemd/system/multi-user.target /lib/systemd/system/dbus.socket',
  'systemctl show dbus.socket',
  'systemctl --no-pager status dbus.socket',
  'sudo -h; nc -N 127.0.0.1 1; journalctl -n 3 --no-pager --quiet',
];
/** As the checks ask for them. */
const FACTS: FactsQuery = {
  units: {
    'dbus.socket': [
      'LoadState',
      'FragmentPath',
      'ActiveState',
      'SubState',
      'InvocationID',
      'Listen',
    ],
  },
  unitPatterns: ['dbus*.service'],
  listeners: true,
  files: ['/etc/hostname'],
  unitFiles: true,
};
const READINGS = 5;

/** What is run, over and over. */
export const ROUND: readonly Step[] = [
  ...COMMANDS.map((line): Step => {
    const argv = ['/bin/sh', '-c', `exec >/dev/null 2>&1 </dev/null; ${line}`];
    return (machine, options) => machine.exec(argv, options);
  }),
  async (machine, options) => {
    for (let done = 0; done < READINGS; done += 1) await machine.facts(FACTS, options);
  },
];
/** Afterwards little is left to compile. */
const COMPILED_ROUNDS = 4;
/** The machine has to have been left alone for this long, ms. */
const QUIET_MS = 2_000;
/** Compiling more is not worth its while unless it makes the machine this many times as fast. */
const WORTH = 1.15;
/** Longest that one command may take on a machine in a container, ms. */
const COMMAND_MS = 20_000;

/** Whether v86 is to compile here, or what is not compiled yet stays interpreted. */
export type Speed = 'compiled' | 'interpreted';

export interface WarmUpOptions {
  readonly machine: Pick<Machine, 'exec' | 'facts'>;
  readonly computer: Pick<RunningComputer, 'jit'>;
  readonly clock: Clock;
  /** Milliseconds since any moment. */
  readonly now: () => number;
  /** What an earlier visit found out; undefined: this is the first. */
  readonly known: Speed | undefined;
  /** Told once which of both is faster on this device. */
  readonly found: (speed: Speed) => void;
}

export class WarmUp {
  private readonly options: WarmUpOptions;
  private readonly over = new AbortController();
  private stop = new AbortController();
  private cancelQuiet = () => {};
  private isQuiet = false;
  private wake = () => {};
  private isWorking = false;

  constructor(options: WarmUpOptions) {
    this.options = options;
    this.used();
  }

  /** Whether the machine is busy for us and nobody else. */
  get working(): boolean {
    return this.isWorking;
  }

  /** Somebody uses the machine: it is theirs at once, and for a while. */
  used(): void {
    if (this.over.signal.aborted) return;
    this.stop.abort();
    const { computer, clock } = this.options;
    if (computer.jit === 'on') computer.jit = 'frozen';
    this.isQuiet = false;
    this.cancelQuiet();
    this.cancelQuiet = clock.after(QUIET_MS, () => {
      this.isQuiet = true;
      this.wake();
    });
  }

  /** Resolves when the machine is warm, or is not to be. Never rejects. */
  async run(): Promise<void> {
    const { computer, known, found } = this.options;
    await this.round('frozen');
    const before = known === undefined ? await this.round('frozen') : 0;
    if (known === 'interpreted' || this.over.signal.aborted) return;
    for (let round = 0; round < COMPILED_ROUNDS; round += 1) await this.round('on');
    const after = known === undefined ? await this.round('frozen') : 0;
    if (this.over.signal.aborted) return;
    computer.jit = 'frozen';
    if (known !== undefined) return;
    found(before > after * WORTH ? 'compiled' : 'interpreted');
  }

  dispose(): void {
    this.over.abort();
    this.stop.abort();
    this.cancelQuiet();
    this.wake();
  }

  /** One round, however often it is interrupted; how long it took without that, ms. */
  private async round(jit: RunningComputer['jit']): Promise<number> {
    let total = 0;
    for (const step of ROUND) {
      let ms = await this.take(step, jit);
      while (ms === undefined && !this.over.signal.aborted) ms = await this.take(step, jit);
      total += ms ?? 0;
    }
    return total;
  }

  /** How long the step took, ms; undefined: it did not come to its end. */
  private async take(step: Step, jit: RunningComputer['jit']): Promise<number | undefined> {
    const { machine, computer, now } = this.options;
    if (!this.isQuiet) await new Promise<void>((resolve) => (this.wake = resolve));
    if (this.over.signal.aborted) return undefined;
    this.stop = new AbortController();
    const { signal } = this.stop;
    this.isWorking = true;
    computer.jit = jit;
    const began = now();
    try {
      await step(machine, { timeoutMs: COMMAND_MS, signal });
    } catch {
      // Called off, or the machine is gone: then there is nobody left to tell, either.
      if (!signal.aborted) this.dispose();
    }
    this.isWorking = false;
    return signal.aborted ? undefined : now() - began;
  }
}

type Call = (...args: unknown[]) => unknown;

/** `machine`, telling of each use of it but those that only listen. */
export function watchUse(machine: Machine, used: () => void, typed = () => {}): Machine {
  const telling =
    (of: object, call: Call): Call =>
    (...args) => {
      used();
      return call.apply(of, args);
    };
  return new Proxy(machine, {
    get(target, name) {
      const value = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      if (name === 'events' || name === 'dispose') return value.bind(target);
      if (name !== 'openTerminal') return telling(target, value as Call);
      return async (options: Parameters<Machine['openTerminal']>[0]) => {
        used();
        const terminal = await target.openTerminal(options);
        return {
          output: terminal.output,
          exited: terminal.exited,
          write(data: Uint8Array) {
            used();
            typed();
            return terminal.write(data);
          },
          resize(cols: number, rows: number) {
            used();
            terminal.resize(cols, rows);
          },
          dispose: () => terminal.dispose(),
        };
      };
    },
  });
}
