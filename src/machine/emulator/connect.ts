/** From a computer that stands at its saved state to the machine that runs on it. */
import { type AgentMachine, connectAgent } from '../agent/client.ts';
import { Inbox } from '../agent/inbox.ts';
import { MachineError, type MachineInfo } from '../machine.ts';
import type { RunningComputer } from './computer.ts';
import { EndingWatch } from './ending.ts';
import type { Manifest } from './manifest.ts';

export interface ConnectOptions {
  readonly computer: RunningComputer;
  readonly manifest: Manifest;
  /** Name of the machine within its engine. */
  readonly id: string;
  /** Milliseconds since the epoch, for the machine's clock. */
  readonly now: () => number;
  /** Frees the computer, or keeps it for another machine. */
  readonly dispose: () => Promise<void>;
}

export interface Connected {
  readonly machine: AgentMachine;
  /** Ends the machine, for the reason given. */
  end(reason: MachineError): void;
}

/** How long a machine may take to say that it has not ended, ms. */
const PING_MS = 1_000;
/** An orderly shutdown ends the lab's program first, and says what it is this much later at most, ms. */
const FAREWELL_MS = 15_000;
/** systemd ends the scope that it is in when one of the learner's programs is killed for memory. */
const AGENT_ENDED =
  'The lab’s program in the machine was ended, as happens when a command takes all of its memory.';
/** A guest that computes as fast as it can still answers slowly: in the emulator, everything is. */
const PATIENCE_MS = 60_000;

/** Interpreted, on a computer that has other things to do as well: seconds become half minutes. */
const PACE = 6;

/** Takes up the conversation with the agent, sets the clock and lets the computer run. */
export async function connectMachine(options: ConnectOptions): Promise<Connected> {
  const { computer, manifest, id, now, dispose } = options;
  // The saved machine comes with what its learner needs compiled.
  computer.jit = 'frozen';
  const inbox = new Inbox<Uint8Array>();
  const end = (reason: MachineError) => inbox.end(reason);
  computer.port.onOutput = (bytes) => inbox.put(bytes);
  const machine = await connectAgent({
    id,
    stream: {
      input: inbox.take(),
      write: (bytes) => computer.port.send(bytes),
      close: () => inbox.end(),
    },
    saved: manifest.conversation,
    info: () => infoOf(manifest),
    dispose,
    patienceMs: PATIENCE_MS,
  });
  // The processor stops as well: nothing of use runs any more.
  const over = (words: string) => {
    end(new MachineError('gone', words));
    void computer.pause();
  };
  const ending = new EndingWatch();
  computer.onCrash = (error) =>
    over(error instanceof MachineError ? error.message : 'The emulator has failed.');
  let farewell: ReturnType<typeof setTimeout> | undefined;
  computer.port.onClosed = () => {
    clearTimeout(farewell);
    farewell = setTimeout(() => over(AGENT_ENDED), FAREWELL_MS);
  };
  void machine.gone.then(() => clearTimeout(farewell));
  computer.console.onText = (text) => {
    const words = ending.hear(text);
    if (words === undefined) return;
    // Anybody may write to the console: a machine that answers has not ended.
    machine.ping({ signal: AbortSignal.timeout(PING_MS) }).catch(() => over(words));
  };
  computer.run();
  await machine.setClock(now());
  return { machine, end };
}

function infoOf({ systemd, release, features }: Manifest): MachineInfo {
  return { engine: 'emulator', systemd, release, features, pace: PACE };
}
