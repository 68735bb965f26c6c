/** The real agent as a child process of the test, and the client connected to it. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterEach, vi } from 'vitest';
import {
  type AgentMachine,
  type AgentStream,
  connectAgent,
} from '../../../src/machine/agent/client.ts';
import { compileAgent } from '../../sandbox/image/agent/compile.ts';

// Processes are started by the hundred, on hosts that may have little to spare.
vi.setConfig({ testTimeout: 30_000 });

/** Whoever runs the tests: the one user that commands can be run as without being root. */
export const user = userInfo().username;
/** Where that user is at home, and what runs there, as far as the agent knows. */
export const home = join(tmpdir(), `lab-agent-home-${userInfo().uid}`);
export const shell = '/bin/sh';

/** A user with a plain shell whose prompt is `% `. Returns the agent's passwd(5). */
function makeAccounts(): string {
  const { uid, gid } = userInfo();
  const passwd = join(home, 'passwd');
  mkdirSync(home, { recursive: true, mode: 0o700 });
  writeFileSync(join(home, '.profile'), "PS1='% '\n");
  // Test files run side by side: whoever reads this sees it whole.
  const own = `${passwd}.${process.pid}`;
  writeFileSync(own, `broken line\n${user}:x:${uid}:${gid}:Test:${home}:${shell}\n`);
  renameSync(own, passwd);
  return passwd;
}

/** Path of the agent. */
export function agentProgram(): string {
  return compileAgent(makeAccounts());
}

const endings: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

/** Does something when the test is over, the latest first. */
export function atEnd(end: () => Promise<void> | void): void {
  endings.push(end);
}

export interface RunningAgent {
  readonly process: ChildProcessWithoutNullStreams;
  readonly stream: AgentStream;
  /** Resolves with the agent's exit code. */
  readonly exited: Promise<number | null>;
}

export function streamOf(process: ChildProcessWithoutNullStreams): AgentStream {
  process.stdin.on('error', () => {});
  return {
    input: process.stdout,
    write: (bytes) =>
      new Promise((resolve, reject) => {
        process.stdin.write(bytes, (error) => (error ? reject(error) : resolve()));
      }),
    close: () => process.stdin.end(),
  };
}

/** Starts an agent that ends with the test. */
export function spawnAgent(): RunningAgent {
  const child = spawn(agentProgram());
  const exited = once(child, 'exit').then(([code]) => code as number | null);
  atEnd(async () => {
    child.stdin.destroy();
    await exited;
  });
  return { process: child, stream: streamOf(child), exited };
}

/** Starts an agent and greets it. */
export async function startMachine(
  agent: RunningAgent = spawnAgent(),
  pace = 1,
): Promise<AgentMachine & { readonly agent: RunningAgent }> {
  const machine = await connectAgent({
    id: 'test',
    stream: agent.stream,
    info: ({ systemd, release }) => ({ engine: 'test', systemd, release, features: [], pace }),
    dispose: async () => {},
  });
  return Object.assign(machine, { agent });
}

/** A folder that is removed with the test. */
export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lab-agent-test-'));
  atEnd(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Resident memory of a process in KiB, from proc_pid_status(5). */
export function residentKiB(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
}

/** Whether a process is there and has not ended. */
export function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

/** Waits until something holds; the test's own time limit is the end of patience. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** The code of the error a call rejects with, or `none`. */
export async function codeOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'none',
    (error) => error.code ?? String(error),
  );
}
