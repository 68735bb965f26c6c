/** A class over real WebSockets, with the client of its pages: learners at work, and who sees them. */
import { countsAfter } from '../../../src/classroom/learner/report-progress.ts';
import { Reports } from '../../../src/classroom/learner/reports.ts';
import { ClassClient } from '../../../src/classroom/live/client.ts';
import type { ClassView } from '../../../src/schemas/classroom/class.ts';
import type { CheckCount, LearnerView } from '../../../src/schemas/classroom/learner.ts';
import type { ClassFrame } from '../../../src/schemas/classroom/live.ts';
import type { Joined } from '../../../src/schemas/classroom/people.ts';
import type { CheckResult } from '../../../src/schemas/session.ts';
import { BACKOFF_MS, type Network } from '../../../src/session/network.ts';
import { Browser } from '../server/site.ts';
import { answer, SPEC } from './lab.ts';

/** The owner's browser and a class of theirs on a server that has just begun. */
export async function openClass(url: string, ownerLink: string) {
  const browser = new Browser(url);
  await answer(browser, 'POST', '/api/class/sign-in', { token: ownerLink, name: 'Ines' });
  const spec = { ...SPEC, maxMachines: 500 };
  const view = await answer<ClassView & { code: string }>(
    browser,
    'POST',
    '/api/class/classes',
    spec,
  );
  return { browser, view };
}

/** A browser's network, whose frames are looked at before the page gets them; `nth` of a connection. */
function tapped(browser: Browser, heard: (frame: ClassFrame, nth: number) => void): Network {
  return {
    ...browser.network,
    backoffMs: BACKOFF_MS,
    openSocket(url) {
      const socket = browser.socket(url);
      let frames = 0;
      socket.on('message', (data) => {
        frames += 1;
        heard(JSON.parse(data.toString()), frames);
      });
      return socket as unknown as globalThis.WebSocket;
    },
  };
}

/** Passes and failed tries: one more with everything a {@link Learner} does on their machine. */
export const scoreOf = (checks: Readonly<Record<string, CheckCount>>): number =>
  Object.values(checks).reduce(
    (sum, { state, tries }) => sum + tries + Number(state === 'pass'),
    0,
  );

/** Has a machine in their tab, which the server knows from what the page tells only. */
export class Learner {
  readonly id: string;
  readonly browser: Browser;
  readonly client: ClassClient;
  hints = 0;
  /** What was said, and whether the server has answered that it has it. */
  readonly said = new Map<string, boolean>();
  /** When the newest connection served its first frame, on `performance`'s clock, ms. */
  servedAt = 0;
  private readonly reports: Reports;
  private readonly exercise: string;
  private readonly checks: readonly string[];
  private counts: Readonly<Record<string, CheckCount>> = {};
  private passed = 0;

  constructor(browser: Browser, view: ClassView, id: string) {
    const [lesson] = view.lessons;
    this.id = id;
    this.browser = browser;
    this.exercise = lesson?.exercise ?? '';
    this.checks = lesson?.checks.map((check) => check.id) ?? [];
    const network = tapped(browser, (_, nth) => {
      if (nth === 1) this.servedAt = performance.now();
    });
    this.client = new ClassClient(view.id, { network });
    this.reports = new Reports({ ask: (request) => this.client.ask(request) });
    this.counts = countsAfter({}, this.pass('', []));
  }

  static async join(url: string, view: ClassView & { code: string }, name: string) {
    const browser = new Browser(url);
    const joined = await answer<Joined>(browser, 'POST', '/api/class/join', {
      code: view.code,
      name,
    });
    return new Learner(browser, view, joined.learner);
  }

  get score(): number {
    return scoreOf(this.counts);
  }

  /** Asks for the checks, and fails the one they are at, with these words. */
  fail(observed: string): void {
    this.tell(this.pass(observed, this.checks));
  }

  /** Gets further by one check; the last one is never reached. */
  advance(): void {
    if (this.passed < this.checks.length - 1) this.passed += 1;
    this.tell(this.pass('something else', []));
  }

  takeHint(): void {
    this.hints += 1;
    const { exercise, hints: taken } = this;
    this.reports.tell('hints', { t: 'hint-used', exercise, taken });
  }

  say(text: string): void {
    this.said.set(text, false);
    this.client.ask({ t: 'say', text }).then(
      () => this.said.set(text, true),
      // Nobody knows whether it arrived: a person looks, and says it again.
      () => {},
    );
  }

  dispose(): void {
    this.reports.dispose();
    this.client.dispose();
  }

  private pass(observed: string, asked: readonly string[]) {
    const results = this.checks.map((id, at): CheckResult => {
      const state = at < this.passed ? 'pass' : at === this.passed ? 'fail' : 'pending';
      return { id, state, expected: 'The line comes back.', observed, hints: [] };
    });
    return { results, pass: { asked } };
  }

  private tell(report: ReturnType<Learner['pass']>): void {
    const { exercise } = this;
    this.counts = countsAfter(this.counts, report);
    this.reports.tell('progress', { t: 'progress', exercise, checks: { ...this.counts } });
  }
}

/** An instructor's page, and everything it was ever sent. */
export class Onlooker {
  readonly client: ClassClient;
  readonly seqs: number[] = [];
  /** How often each text was said, by messages' ids. */
  readonly said = new Map<string, Set<string>>();
  snapshots = 0;

  constructor(browser: Browser, classId: string) {
    const network = tapped(browser, (frame) => {
      if (frame.t === 'snapshot') this.snapshots += 1;
      if (frame.t !== 'event') return;
      this.seqs.push(frame.seq);
      const { event } = frame;
      if (event.t !== 'message') return;
      const { text, id } = event.message;
      this.said.set(text, (this.said.get(text) ?? new Set()).add(id));
    });
    this.client = new ClassClient(classId, { network });
  }

  row(id: string): LearnerView | undefined {
    return this.client.state.value?.learners.get(id);
  }
}

/** What a fresh page is told of a class. */
export async function snapshotOf(browser: Browser, classId: string) {
  const socket = browser.socket(`/api/class/classes/${classId}/live`);
  const data = await new Promise<Buffer>((resolve) => socket.once('message', resolve));
  socket.close();
  const frame: ClassFrame = JSON.parse(data.toString());
  if (frame.t !== 'snapshot') throw new Error(`not a snapshot: ${frame.t}`);
  return frame;
}
