import { type Facts, type FactsQuery, type Machine, MachineError } from '../machine/machine.ts';
import { clockAtPace } from '../machine/pace.ts';
import type { Check, CheckOf } from '../schemas/check.ts';
import type { CheckResult } from '../schemas/session.ts';
import { type Clock, within } from './deadline.ts';
import {
  countedSockets,
  credit,
  enterFacts,
  type Ledger,
  ledgerWants,
  probesTo,
} from './ledger.ts';
import type { Bench, Connections, Probe, Verdict } from './probe.ts';
import { exchange } from './probes/connect.ts';
import { readCursor } from './probes/journal.ts';
import { bare, judged, notRun } from './result.ts';
import { Templates } from './templates.ts';
import { beyond, hintWants, merge, probeOf, renewed, wants } from './wants.ts';

/** Longest a reading of facts may take, ms; programs and connections get their own limit and this. */
const PATIENCE_MS = 5_000;

export interface PassOptions {
  readonly machine: Machine;
  /** All checks of the exercise, in its order. */
  readonly checks: readonly Check[];
  readonly signal: AbortSignal;
  readonly clock: Clock;
  /** A word nobody can guess, new with each call. */
  readonly nonce: () => string;
  /** Who made the connections so far; empty for a machine never looked at. */
  readonly ledger?: Ledger;
  /** Decides after the first reading what may be done. Default: everything. */
  readonly plan?: (facts: Facts, ledger: Ledger) => Plan;
  /** How many connections of others to a socket were seen in another way than by PID 1's number. */
  readonly witnessed?: (socket: string) => number;
  /** Socket units whose connections are counted besides those the checks name. */
  readonly sockets?: readonly string[];
  /** What earlier passes over this machine were told of templates. */
  readonly templates?: Templates;
  /** Facts the caller wants of every reading, and of the first one only, for its plan. */
  readonly also?: FactsQuery;
  readonly first?: FactsQuery;
  /** Awaited before each program and each connection; never rejects. */
  readonly ready?: () => Promise<void>;
  /** Called when something takes a while, with all results as they stand. */
  readonly report?: (results: readonly CheckResult[]) => void;
}

export type Act = Probe<Check['kind']>['act'];

export interface Plan {
  /** Acts allowed in this pass. */
  readonly acts: ReadonlySet<Act>;
  /** Results that still hold: their checks are not carried out again, unless facts decide them. */
  readonly kept: ReadonlyMap<string, CheckResult>;
}

const EVERYTHING: Plan = { acts: new Set(['facts', 'exec', 'connect']), kept: new Map() };

export interface PassOutcome {
  readonly results: readonly CheckResult[];
  /** The last reading; undefined when there was none. */
  readonly facts: Facts | undefined;
  readonly ledger: Ledger;
  /** `address:port` of our ends of the connections that were made. */
  readonly ourEnds: readonly string[];
  /** There may be more connections of ours, for a check broke off while it made them. */
  readonly endsUnknown: boolean;
}

/**
 * Carries out the checks in their order, over one reading of facts; after connections of ours the
 * facts are read once more. Trouble with the machine is an `error` of the check it befell. Throws
 * MachineError `aborted` when cancelled, nothing else.
 */
export async function runChecks(options: PassOptions): Promise<PassOutcome> {
  return new Pass(options).run();
}

class Pass {
  private readonly options: PassOptions;
  /** What later readings ask for: only what connections can have changed. */
  private readonly again: FactsQuery;
  private readonly sockets: readonly string[];
  private readonly results = new Map<string, CheckResult>();
  private readonly connections = new Map<string, Connections>();
  private plan = EVERYTHING;
  private facts: Facts | undefined;
  /** What {@link facts} answer. */
  private asked: FactsQuery = {};
  private readonly templates: Templates;
  private ledger: Ledger;
  private cursor: string | undefined;
  /** Checks that began to connect. */
  private readonly tried = new Set<string>();
  /** Connections of ours since the last reading, by the check that made them. */
  private unread: CheckOf<'connect'> | undefined;

  constructor(options: PassOptions) {
    this.options = options;
    this.ledger = options.ledger ?? {};
    this.templates = options.templates ?? new Templates();
    this.sockets = [...new Set([...countedSockets(options.checks), ...(options.sockets ?? [])])];
    const { checks, also = {} } = options;
    const connects = checks.findIndex((check) => check.kind === 'connect');
    this.again = merge([wants(checks.slice(connects + 1)), ledgerWants(this.sockets), also]);
  }

  async run(): Promise<PassOutcome> {
    const { options } = this;
    const trouble = await this.attempt(async () => {
      await this.read();
      if (options.plan) this.plan = options.plan(this.reading(), this.ledger);
      if (this.wantsCursor()) {
        this.cursor = await this.within(PATIENCE_MS, () =>
          readCursor(options.machine, options.signal),
        );
      }
    });
    for (const check of options.checks) {
      this.results.set(
        check.id,
        trouble === undefined ? await this.result(check) : bare(check, 'error', trouble),
      );
    }
    if (this.unread && (await this.attempt(() => this.read()))) {
      // Unseen, but made: whatever is counted later must not pass for the learner's.
      this.enter(this.reading());
    }
    return {
      results: this.standing(),
      facts: this.facts,
      ledger: this.ledger,
      ourEnds: [...this.connections.values()].flatMap((made) =>
        made.exchanges.map((one) => one.result.local),
      ),
      endsUnknown: this.tried.size > this.connections.size,
    };
  }

  /** The result of one check; everything it needs has its own by now. */
  private async result(check: Check): Promise<CheckResult> {
    const { act } = probeOf(check);
    const blocker = this.blocker(check);
    const fromFacts = act === 'facts' && this.hasItsConnections(check);
    if (!fromFacts) {
      if (blocker) return bare(check, 'pending', waitsFor(blocker));
      if (act === 'facts' || this.plan.kept.has(check.id) || !this.plan.acts.has(act)) {
        return this.kept(check);
      }
      await this.options.ready?.();
      this.options.report?.(this.standing(check));
    }
    let result: CheckResult | undefined;
    const trouble = await this.attempt(async () => {
      const verdict = await this.judge(check);
      // Only a failure has to be explained, and only by what stands in nobody's way.
      if (!verdict.passed && !blocker) await this.readFurther(hintWants(check));
      result =
        blocker && !verdict.passed
          ? bare(check, 'pending', `${waitsFor(blocker)} ${verdict.observed}`)
          : judged(check, verdict, this.reading());
    });
    return result ?? bare(check, 'error', trouble ?? '');
  }

  private async judge(check: Check): Promise<Verdict> {
    if (check.kind === 'connect') await this.connect(check);
    else if (this.unread) await this.read();
    const bench: Bench = {
      machine: this.options.machine,
      facts: this.reading(),
      connections: this.connections,
      ledger: this.ledger,
      cursor: this.cursor,
      signal: this.options.signal,
    };
    return this.within(limitOf(check), async () => probeOf(check).judge(check, bench));
  }

  private async connect(check: CheckOf<'connect'>): Promise<void> {
    if (this.unread) await this.read();
    const before = this.reading();
    this.unread = check;
    this.tried.add(check.id);
    const { machine, nonce, signal } = this.options;
    const exchanges = await this.within(limitOf(check), () =>
      exchange(check, machine, nonce, signal),
    );
    this.connections.set(check.id, { before, exchanges });
  }

  /** Reads the facts anew, and enters in the ledger what they say of connections. */
  private async read(): Promise<void> {
    const { checks, first = {} } = this.options;
    await this.ask(this.facts ? this.again : merge([this.again, wants(checks), first]));
    this.enter(this.reading());
  }

  /** Reads what was not asked for so far. */
  private async readFurther(query: FactsQuery): Promise<void> {
    const unknown = beyond(query, this.asked);
    if (unknown) await this.ask(unknown);
  }

  private async ask(query: FactsQuery): Promise<void> {
    const { machine, signal } = this.options;
    const facts = await this.within(PATIENCE_MS, () =>
      this.templates.read(query, (part) => machine.facts(part, { signal })),
    );
    this.facts = this.facts ? renewed(this.facts, facts, query) : facts;
    this.asked = merge([this.asked, query]);
  }

  private enter(facts: Facts): void {
    for (const unit of this.sockets) {
      const probes = this.unread ? probesTo(facts, unit, this.unread, this.connections) : 0;
      const entered = enterFacts(this.ledger, facts, unit, probes);
      // Once we connect, our own connections are seen there, too.
      const witnessed = this.tried.size === 0 ? this.options.witnessed?.(unit) : undefined;
      this.ledger = credit(entered, unit, witnessed ?? 0);
    }
    this.unread = undefined;
  }

  private reading(): Facts {
    if (!this.facts) throw new Error('No facts were read.');
    return this.facts;
  }

  private within<T>(ms: number, work: () => Promise<T>): Promise<T> {
    const { machine, clock, signal } = this.options;
    return within(clockAtPace(machine.info, clock), ms, signal, work);
  }

  /** Runs a step; its trouble in words, or undefined when there was none. */
  private async attempt(step: () => Promise<void>): Promise<string | undefined> {
    try {
      await step();
      return undefined;
    } catch (error) {
      if (error instanceof MachineError) {
        if (error.code === 'aborted') throw error;
        return error.message;
      }
      return `The check itself broke: ${error instanceof Error ? error.message : String(error)}`;
    }
  }

  /** The first of all checks that lead to this one that has not passed: where to begin. */
  private blocker(check: Check): Check | undefined {
    const needed = closure(this.options.checks, [check.id]);
    return this.options.checks.find(
      (one) => one !== check && needed.has(one.id) && this.results.get(one.id)?.state !== 'pass',
    );
  }

  /** Whether all connections that a check looks back on were made in this pass. */
  private hasItsConnections(check: Check): boolean {
    return [...closure(this.options.checks, [check.id])].every(
      (id) =>
        this.connections.has(id) ||
        this.options.checks.find((one) => one.id === id)?.kind !== 'connect',
    );
  }

  private kept(check: Check): CheckResult {
    return this.plan.kept.get(check.id) ?? notRun(check);
  }

  /** All results as they stand, with `running` for the check that is being carried out. */
  private standing(running?: Check): CheckResult[] {
    return this.options.checks.map((check) => {
      const result = this.results.get(check.id) ?? this.kept(check);
      return check === running ? { ...result, state: 'running' } : result;
    });
  }

  private wantsCursor(): boolean {
    return (
      this.plan.acts.has('exec') &&
      this.options.checks.some(
        (check) =>
          check.kind === 'journal' && check.since === 'pass' && !this.plan.kept.has(check.id),
      )
    );
  }
}

function waitsFor(blocker: Check): string {
  return `Waits for “${blocker.title}”.`;
}

/** The checks with these ids, and all that they need. */
export function closure(checks: readonly Check[], ids: readonly string[]): ReadonlySet<string> {
  const found = new Set(ids);
  // References go upwards only, so one walk from the end finds them all.
  for (const check of checks.toReversed()) {
    if (!found.has(check.id)) continue;
    for (const need of check.needs) found.add(need);
    if (check.kind === 'delta') found.add(check.around);
  }
  return found;
}

/** Longest a check may take, ms: its own limit and some patience with the machine. */
function limitOf(check: Check): number {
  if (check.kind === 'connect') return check.times * check.timeoutMs + PATIENCE_MS;
  if (check.kind === 'command') return check.timeoutMs + PATIENCE_MS;
  return 2 * PATIENCE_MS;
}
