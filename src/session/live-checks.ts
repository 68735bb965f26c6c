import type { Clock } from '../grading/deadline.ts';
import { account, countedSockets, type Ledger } from '../grading/ledger.ts';
import { notRun } from '../grading/result.ts';
import { type Act, closure, type PassOutcome, type Plan, runChecks } from '../grading/run.ts';
import { isQuestion } from '../grading/unit.ts';
import { merge, wants } from '../grading/wants.ts';
import type { FactsQuery, Machine } from '../machine/machine.ts';
import type { Exercise } from '../schemas/exercise.ts';
import type { ActivationView, CheckResult } from '../schemas/session.ts';
import { activationView, activationWants } from './activation.ts';
import { fingerprint, fingerprintWants } from './fingerprint.ts';
import { HeardConnections } from './heard-connections.ts';
import { writeLedger } from './ledger-file.ts';

export interface Surroundings {
  readonly clock: Clock;
  readonly nonce: () => string;
  /** Ends a pass under way. */
  readonly signal: AbortSignal;
  readonly showResults: (results: readonly CheckResult[]) => void;
  readonly showActivation: (activation: ActivationView) => void;
}

/** A check carried out by a program or a connection, and the configuration it then met. */
interface Carried {
  readonly configuration: string;
  readonly result: CheckResult;
}

/**
 * The checks of an exercise on one machine, over its life. Facts are judged in every pass; what a
 * program or a connection found holds as long as the configuration does.
 */
export class LiveChecks {
  readonly exercise: Exercise;
  results: readonly CheckResult[];
  activation: ActivationView | null = null;
  ledger: Ledger = {};
  /** How often systemd reloaded its configuration. */
  reloads = 0;
  private readonly machine: Machine;
  private readonly around: Surroundings;
  private readonly also: FactsQuery;
  private readonly carried = new Map<string, Carried>();
  private readonly ourEnds = new Set<string>();
  private readonly heard = new HeardConnections();
  private readonly families: ReadonlySet<string>;

  constructor(machine: Machine, exercise: Exercise, around: Surroundings) {
    this.machine = machine;
    this.exercise = exercise;
    this.around = around;
    this.results = exercise.checks.map(notRun);
    this.also = exercise.socket === undefined ? {} : activationWants(exercise.socket);
    const named = merge([wants(exercise.checks), this.also]);
    this.families = new Set(
      [...Object.keys(named.units ?? {}), ...(named.unitPatterns ?? [])].map(familyOf),
    );
  }

  /**
   * PID 1 told of a unit. Whether it, or the template it is an instance of, plays a part in the
   * exercise.
   */
  hear(unit: string): boolean {
    if (isQuestion(unit) || !this.families.has(familyOf(unit))) return false;
    this.heard.hear(unit);
    return true;
  }

  /**
   * A pass nobody asked for: facts, and whatever has not been carried out under this configuration.
   * Connections are not made before the learner has made their own: until then PID 1 counts nobody
   * else's. Resolves with whether anything is new.
   */
  look(): Promise<boolean> {
    return this.pass((configuration, ledger) => {
      const acts = new Set<Act>(['facts', 'exec']);
      if (this.learnerHasConnected(ledger)) acts.add('connect');
      return { acts, kept: this.heldUnder(configuration) };
    });
  }

  /** A pass that was asked for: everything, or some checks and what they need. */
  run(only?: readonly string[]): Promise<boolean> {
    const { checks } = this.exercise;
    const chosen = closure(checks, only ?? checks.map((check) => check.id));
    return this.pass((configuration) => {
      const held = this.heldUnder(configuration);
      const others = checks.filter((check) => !chosen.has(check.id));
      return {
        acts: new Set<Act>(['facts', 'exec', 'connect']),
        kept: new Map(others.map((check) => [check.id, held.get(check.id) ?? notRun(check)])),
      };
    });
  }

  private async pass(decide: (configuration: string, ledger: Ledger) => Plan): Promise<boolean> {
    const { exercise, machine, around } = this;
    const before = JSON.stringify([this.results, this.activation]);
    let configuration = '';
    const outcome = await runChecks({
      machine,
      checks: exercise.checks,
      ...around,
      ledger: this.ledger,
      witnessed: (unit) => this.heard.count(unit, this.ourEnds),
      sockets: exercise.socket === undefined ? [] : [exercise.socket],
      also: this.also,
      first: fingerprintWants(exercise),
      plan: (facts, ledger) => {
        configuration = fingerprint(facts, this.reloads);
        return decide(configuration, ledger);
      },
      report: (results) => this.show(results),
    });
    this.remember(outcome, configuration);
    const counted = JSON.stringify(outcome.ledger) !== JSON.stringify(this.ledger);
    this.ledger = outcome.ledger;
    this.show(outcome.results);
    if (exercise.socket !== undefined && outcome.facts) {
      this.activation = activationView(exercise.socket, outcome.facts, this.ledger, this.ourEnds);
      around.showActivation(this.activation);
    }
    if (counted) await writeLedger(machine, this.ledger, around.signal);
    return JSON.stringify([this.results, this.activation]) !== before;
  }

  private show(results: readonly CheckResult[]): void {
    this.results = results;
    this.around.showResults(results);
  }

  private remember(outcome: PassOutcome, configuration: string): void {
    for (const result of outcome.results) {
      const known = this.carried.get(result.id);
      if (known?.result === result) continue;
      if (/pass|fail/.test(result.state)) this.carried.set(result.id, { configuration, result });
      else if (result.state === 'error') this.carried.delete(result.id);
    }
    for (const end of outcome.ourEnds) this.ourEnds.add(end);
    if (outcome.endsUnknown) this.heard.giveUp();
  }

  /** What earlier passes found under this configuration, even where it had to be shown as pending. */
  private heldUnder(configuration: string): Map<string, CheckResult> {
    const held = [...this.carried].filter(([, one]) => one.configuration === configuration);
    return new Map(held.map(([id, { result }]) => [id, result]));
  }

  private learnerHasConnected(ledger: Ledger): boolean {
    return countedSockets(this.exercise.checks).every((unit) => account(ledger, unit).learner > 0);
  }
}

/** Instances, their template and a pattern for them have one name in common. */
function familyOf(unit: string): string {
  return unit.replace(/@.*\.([a-z]+)$/, '@.$1');
}
