import type { Clock } from '../grading/deadline.ts';
import { account, countedSockets, type Ledger } from '../grading/ledger.ts';
import { notRun } from '../grading/result.ts';
import { type Act, closure, type PassOutcome, type Plan, runChecks } from '../grading/run.ts';
import { Templates } from '../grading/templates.ts';
import { isQuestion } from '../grading/unit.ts';
import { hintWants, merge, probeOf, wants } from '../grading/wants.ts';
import type { FactsQuery, Machine } from '../machine/machine.ts';
import type { Check } from '../schemas/check.ts';
import type { Exercise } from '../schemas/exercise.ts';
import type { ActivationView, CheckResult } from '../schemas/session.ts';
import { activationView, activationWants } from './activation.ts';
import { type Configuration, configuration, fingerprintWants } from './fingerprint.ts';
import { HeardConnections, servesOneOf } from './heard-connections.ts';
import { writeLedger } from './ledger-file.ts';
import type { Pass } from './session.ts';

export interface Surroundings {
  readonly clock: Clock;
  readonly nonce: () => string;
  /** Ends a pass under way. */
  readonly signal: AbortSignal;
  /** Resolves when the machine has time for what nobody asked for. Never rejects. */
  readonly calm: () => Promise<void>;
  /** Results as they stand; with `pass` when it is over. */
  readonly showResults: (results: readonly CheckResult[], pass?: Pass) => void;
  readonly showActivation: (activation: ActivationView) => void;
}

/** How many of our own connections are remembered, to tell late events of theirs. */
const ENDS_REMEMBERED = 64;
/** How often connections are made unasked with no sign of the learner in between. */
const UNPROMPTED_LIMIT = 5;

/** A check carried out by a program or a connection, and what it then met. */
interface Carried {
  readonly configuration: Configuration;
  /** How many connections of the learner's there had been. */
  readonly learner: number;
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
  private readonly machine: Machine;
  private readonly around: Surroundings;
  private readonly also: FactsQuery;
  private readonly carried = new Map<string, Carried>();
  /** How often systemd reloaded its configuration. */
  private reloads = 0;
  /** Passes with connections nobody asked for, since the learner last did something. */
  private unprompted = 0;
  private ourEnds: ReadonlySet<string> = new Set();
  private readonly heard = new HeardConnections();
  private readonly templates = new Templates();
  private readonly families: ReadonlySet<string>;

  constructor(machine: Machine, exercise: Exercise, around: Surroundings) {
    this.machine = machine;
    this.exercise = exercise;
    this.around = around;
    this.results = exercise.checks.map(notRun);
    this.also = exercise.socket === undefined ? {} : activationWants(exercise.socket);
    const named = merge([wants(exercise.checks), ...exercise.checks.map(hintWants), this.also]);
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
    if (!servesOneOf(unit, this.ourEnds)) this.heard.hear(unit);
    return true;
  }

  /** systemd has read its unit files again, or one of the exercise's files was written. */
  reconfigured(by: 'reload' | 'file'): void {
    if (by === 'reload') {
      this.reloads += 1;
      this.templates.reloaded();
    }
    this.unprompted = 0;
  }

  /**
   * A pass nobody asked for: facts, programs that were not content, and whatever has not been
   * carried out under this configuration. Connections are not made before the learner has made
   * their own: until then PID 1 counts nobody else's, and activates nothing for anybody else.
   * Resolves with whether anything is new.
   */
  look(): Promise<boolean> {
    return this.pass([], (met, ledger) => {
      const acts = new Set<Act>(['facts', 'exec']);
      const learner = this.learnerConnections(ledger);
      if (learner > this.learnerConnections(this.ledger)) this.unprompted = 0;
      if (this.mayConnect(ledger)) acts.add('connect');
      return { acts, kept: this.heldUnder(met, learner) };
    });
  }

  /**
   * A pass that was asked for: everything, or some checks and what they need. Only what files were
   * found to be sound is not gone through again while they are the same: that is half of a pass, and
   * would tell the same.
   */
  run(only?: readonly string[]): Promise<boolean> {
    const { checks } = this.exercise;
    this.unprompted = 0;
    const chosen = closure(checks, only ?? checks.map((check) => check.id));
    return this.pass([...chosen], (met, ledger) => {
      const held = this.heldUnder(met, this.learnerConnections(ledger));
      const stand = checks.filter(({ id, kind }) => !chosen.has(id) || kind === 'verify');
      const kept = stand.flatMap((check) => {
        const result = held.get(check.id) ?? (chosen.has(check.id) ? undefined : notRun(check));
        return result === undefined ? [] : [[check.id, result] as const];
      });
      return { acts: new Set<Act>(['facts', 'exec', 'connect']), kept: new Map(kept) };
    });
  }

  /** Checks to which the machine owes an answer since the last pass. */
  get unanswered(): readonly string[] {
    return this.results.filter(({ state }) => state === 'error').map(({ id }) => id);
  }

  private async pass(
    asked: readonly string[],
    decide: (met: Configuration, ledger: Ledger) => Plan,
  ): Promise<boolean> {
    const { exercise, machine, around } = this;
    const before = JSON.stringify([this.results, this.activation]);
    let met: Configuration = { files: '', inForce: '' };
    const outcome = await runChecks({
      machine,
      checks: exercise.checks,
      ...around,
      ...(asked.length === 0 && { ready: around.calm }),
      ledger: this.ledger,
      templates: this.templates,
      witnessed: (unit) => this.heard.count(unit),
      sockets: this.sockets,
      also: this.also,
      first: fingerprintWants(exercise),
      plan: (facts, ledger) => {
        met = configuration(facts, this.reloads);
        return decide(met, ledger);
      },
      report: (results) => this.show(results),
    });
    const counted = JSON.stringify(outcome.ledger) !== JSON.stringify(this.ledger);
    this.ledger = outcome.ledger;
    this.remember(outcome, met);
    this.show(outcome.results, { asked });
    if (exercise.socket !== undefined && outcome.facts) {
      this.activation = activationView(exercise.socket, outcome.facts, this.ledger, this.ourEnds);
      around.showActivation(this.activation);
    }
    if (counted) await writeLedger(machine, this.ledger, around.signal);
    return JSON.stringify([this.results, this.activation]) !== before;
  }

  private show(results: readonly CheckResult[], pass?: Pass): void {
    this.results = results;
    this.around.showResults(results, pass);
  }

  private remember(outcome: PassOutcome, met: Configuration): void {
    const learner = this.learnerConnections(outcome.ledger);
    for (const result of outcome.results) {
      const known = this.carried.get(result.id);
      if (known?.result === result) continue;
      if (/pass|fail/.test(result.state)) {
        this.carried.set(result.id, { configuration: met, learner, result });
      } else if (result.state === 'error') this.carried.delete(result.id);
    }
    if (outcome.ourEnds.length > 0 || outcome.endsUnknown) this.unprompted += 1;
    this.ourEnds = new Set([...this.ourEnds, ...outcome.ourEnds].slice(-ENDS_REMEMBERED));
    this.heard.forget(this.ourEnds);
    if (outcome.endsUnknown) this.heard.giveUp();
  }

  /** What earlier passes found under this configuration, even where it had to be shown as pending. */
  private heldUnder(met: Configuration, learner: number): Map<string, CheckResult> {
    const held = [...this.carried].filter(
      ([id, one]) =>
        this.isSame(id, one.configuration, met) &&
        (one.result.state === 'pass' || (one.learner === learner && !this.isProgram(id))),
    );
    return new Map(held.map(([id, { result }]) => [id, result]));
  }

  /** Whether a check would meet the same again: one that reads unit files does not care who runs. */
  private isSame(id: string, one: Configuration, other: Configuration): boolean {
    const part = this.check(id)?.kind === 'verify' ? 'files' : 'inForce';
    return one[part] === other[part];
  }

  private isProgram(id: string): boolean {
    const check = this.check(id);
    return check !== undefined && probeOf(check).act === 'exec';
  }

  private check(id: string): Check | undefined {
    return this.exercise.checks.find((one) => one.id === id);
  }

  private mayConnect(ledger: Ledger): boolean {
    return (
      this.unprompted < UNPROMPTED_LIMIT &&
      this.sockets.every((unit) => account(ledger, unit).learner > 0)
    );
  }

  private learnerConnections(ledger: Ledger): number {
    return this.sockets.reduce((sum, unit) => sum + account(ledger, unit).learner, 0);
  }

  /** Sockets whose connections are told apart. */
  private get sockets(): readonly string[] {
    const { checks, socket } = this.exercise;
    return [...new Set([...countedSockets(checks), ...(socket === undefined ? [] : [socket])])];
  }
}

/** Instances, their template and a pattern for them have one name in common. */
function familyOf(unit: string): string {
  return unit.replace(/@.*\.([a-z]+)$/, '@.$1');
}
