import type { Cancellable, Machine } from '../machine.ts';
import type { AgentHello, AgentOptions } from './stream.ts';

export type { AgentHello, AgentOptions, AgentStream } from './stream.ts';

/** A machine with an agent in it. What {@link connectAgent} resolves to. */
export interface AgentMachine extends Machine {
  /** What the agent found when it was first spoken to. */
  readonly hello: AgentHello;
  /**
   * Resolves when PID 1 has finished booting, with its SystemState: `running`, `degraded`, …
   * (org.freedesktop.systemd1(5)). Waits as long as it takes: give it a signal.
   */
  booted(options?: Cancellable): Promise<string>;
  /** Resolves when the agent has answered; throws `unresponsive` or `gone`. */
  ping(options?: Cancellable): Promise<void>;
  /** Lets go of the agent, which ends itself and what it started; the machine stays. */
  detach(): Promise<void>;
}

/**
 * Greets the agent at the other end of `stream` and resolves with its machine. Throws a
 * MachineError: `gone` when the stream ends or speaks another protocol, `unresponsive` when
 * nothing is said in time, `aborted`.
 */
export declare function connectAgent(options: AgentOptions): Promise<AgentMachine>;
