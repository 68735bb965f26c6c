import type { ConnectResult, Facts, FactsQuery, Machine } from '../machine/machine.ts';
import type { CheckKind, CheckOf } from '../schemas/check.ts';
import type { Ledger } from './ledger.ts';
import { answering } from './unit.ts';

/** What a probe found, with its evidence. */
export interface Verdict {
  readonly passed: boolean;
  readonly observed: string;
  /** Observed values by the names a check's `when` uses. */
  readonly values: Readonly<Record<string, string>>;
  /** A better command than {@link Probe.command} to see it, knowing what was observed. */
  readonly command?: string;
}

/** One connection of ours, and the nonce that was sent over it. */
export interface Exchange {
  readonly nonce: string;
  readonly result: ConnectResult;
}

/** Connections of one `connect` check, and the facts just before them. */
export interface Connections {
  readonly before: Facts;
  readonly exchanges: readonly Exchange[];
}

/** What a probe may look at and act with. */
export interface Bench {
  readonly machine: Machine;
  /** The latest snapshot; never older than the last connection of ours. */
  readonly facts: Facts;
  readonly connections: ReadonlyMap<string, Connections>;
  readonly ledger: Ledger;
  /** Position in the journal before this pass, where a check asks for it. */
  readonly cursor: string | undefined;
  readonly signal: AbortSignal;
}

/**
 * How one kind of check is carried out.
 *
 * Whoever learns here may become root in the machine, beside the lab's own agent. Facts come from
 * PID 1 over its own socket and from the kernel's tables, so no command, alias, PATH or file of
 * theirs stands in between; only replacing PID 1 or tampering with the agent's process would forge
 * them, and that is not defended. What a program says (`exec`) is worth as much as its file, and
 * what a process says of itself as much as the process: the probes name such cases.
 */
export interface Probe<K extends CheckKind> {
  /**
   * `facts`: judged from the snapshot alone. `exec`: runs a program in the machine.
   * `connect`: makes connections, which PID 1 counts and logs; they are made before `judge`.
   */
  readonly act: 'facts' | 'exec' | 'connect';
  /** What must be in the snapshot. */
  wants(check: CheckOf<K>): FactsQuery;
  /** What a passing machine would show, in words. */
  expected(check: CheckOf<K>): string;
  /** A command with which the learner sees the same. */
  command(check: CheckOf<K>): string;
  judge(check: CheckOf<K>, bench: Bench): Verdict | Promise<Verdict>;
}

/** Words for a shell, quoted where they need it. */
export function shellWords(words: readonly string[]): string {
  return words
    .map((word) =>
      /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`,
    )
    .join(' ');
}

/** The `systemctl show` that prints these properties. */
export function showProperties(unit: string, names: readonly string[]): string {
  return shellWords([
    'systemctl',
    'show',
    answering(unit),
    ...names.flatMap((name) => ['-p', name]),
  ]);
}

/** Text from the machine as evidence on one line: shortened, control characters made visible. */
export function quote(text: string, limit = 200): string {
  return printable(shorten(text, limit)).replaceAll('\n', '\\n').replaceAll('\t', '\\t');
}

/** Text from the machine as evidence that may have several lines. */
export function printable(text: string, limit = 600): string {
  // Control characters but tab and newline, and the two that end a line in some places only.
  return shorten(text, limit).replace(/[^\P{Cc}\t\n]|[\u2028\u2029]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `\\x${code.toString(16).padStart(2, '0')}`;
  });
}

function shorten(text: string, limit: number): string {
  return text.length > limit ? `${text.slice(0, limit)}…` : text;
}
