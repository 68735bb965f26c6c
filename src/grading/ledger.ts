import type { Facts, FactsQuery } from '../machine/machine.ts';
import type { Check, CheckOf } from '../schemas/check.ts';
import type { Connections } from './probe.ts';
import { wasEstablished } from './probes/connect.ts';
import { property } from './unit.ts';

/**
 * Who made the connections a socket counts. PID 1 keeps one number, NAccepted
 * (org.freedesktop.systemd1(5)): it lives as long as the unit stays loaded, so a restart keeps it
 * and stopping a unit nothing refers to drops it. The ledger takes our own connections out of it.
 */
export interface Account {
  /** NAccepted when last seen. */
  readonly accepted: number;
  /** InvocationID of the socket when last seen: new with every start. */
  readonly invocation: string;
  /** How many of `accepted` are the grader's. */
  readonly probes: number;
  /** Connections of the grader that PID 1 has not counted so far. */
  readonly owed: number;
  /** Connections by anyone else while we watched. May be too low, never too high. */
  readonly learner: number;
}

/** Socket unit to its account. */
export type Ledger = Readonly<Record<string, Account>>;

const EMPTY: Account = { accepted: 0, invocation: '', probes: 0, owed: 0, learner: 0 };

/** The account of a socket; all zero when it was never seen. */
export function account(ledger: Ledger, unit: string): Account {
  return ledger[unit] ?? EMPTY;
}

/**
 * Enters what PID 1 shows now, after `probes` more connections of ours were established.
 *
 * A connection of ours that is not counted yet (it may wait in the backlog) is owed, and taken out
 * of the next increase; a restart of the socket drops its backlog and with it the debt. A number
 * that fell means that the unit was unloaded: everything in it is new. If it was unloaded and has
 * counted past the old number unseen, only the difference is credited.
 */
export function enter(
  ledger: Ledger,
  unit: string,
  seen: { readonly accepted: number; readonly invocation: string },
  probes = 0,
): Ledger {
  const last = account(ledger, unit);
  const unloaded = seen.accepted < last.accepted;
  const restarted = seen.invocation !== last.invocation;
  const increase = seen.accepted - (unloaded ? 0 : last.accepted);
  const due = (unloaded || restarted ? 0 : last.owed) + probes;
  const ours = Math.min(due, increase);
  const entry: Account = {
    ...seen,
    probes: (unloaded ? 0 : last.probes) + ours,
    owed: due - ours,
    learner: last.learner + increase - ours,
  };
  return { ...ledger, [unit]: entry };
}

/** Credits the learner with connections that were seen in another way than by PID 1's number. */
export function credit(ledger: Ledger, unit: string, seen: number): Ledger {
  const known = account(ledger, unit);
  return known.learner >= seen ? ledger : { ...ledger, [unit]: { ...known, learner: seen } };
}

/** Sockets whose connections the checks count as the learner's. */
export function countedSockets(checks: readonly Check[]): string[] {
  return checks.flatMap((check) => (check.kind === 'learner-connections' ? [check.unit] : []));
}

/** What the ledger reads of each socket. */
export function ledgerWants(sockets: readonly string[]): FactsQuery {
  return {
    units: Object.fromEntries(
      sockets.map((unit) => [unit, ['NAccepted', 'InvocationID', 'Accept', 'Listen']]),
    ),
  };
}

/** {@link enter} with what a reading of facts says. */
export function enterFacts(ledger: Ledger, facts: Facts, unit: string, probes: number): Ledger {
  const seen = {
    accepted: Number(property(facts, unit, 'NAccepted')),
    invocation: property(facts, unit, 'InvocationID'),
  };
  return enter(ledger, unit, seen, probes);
}

/**
 * How many connections of a check went to this socket and will be counted there. When it is not
 * known how many were made, all that it would make.
 */
export function probesTo(
  facts: Facts,
  unit: string,
  check: CheckOf<'connect'>,
  connections: ReadonlyMap<string, Connections>,
): number {
  const entry = 'unix' in check.to ? `${check.to.unix} (` : `:${check.to.port} (`;
  if (property(facts, unit, 'Accept') !== 'yes') return 0;
  if (!property(facts, unit, 'Listen').includes(entry)) return 0;
  const made = connections.get(check.id)?.exchanges;
  return made ? made.filter((one) => wasEstablished(one.result)).length : check.times;
}
