/** The checks of the exercise: asked for, followed, announced once per pass. */
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { WorkbenchCheck } from '../../schemas/workbench.ts';
import type { ChecksEvent, Session } from '../../session/session.ts';
import { messageOf } from '../machine/connection.ts';
import type { Notices } from '../notices.ts';
import {
  allPass,
  applyResults,
  type CheckBoard,
  type CheckCount,
  countChecks,
  emptyBoard,
  type Occasion,
  summarise,
  toggleRow,
  unlockHint,
} from './check-board.ts';

export interface ChecksOptions {
  readonly checks: readonly WorkbenchCheck[];
  readonly notices: Notices;
  readonly session: () => Session | null;
  /** Saves the editor's files before a pass; false when one could not be saved. */
  readonly saveAll: () => Promise<boolean>;
}

export class Checks {
  private readonly options: ChecksOptions;
  readonly board = signal<CheckBoard>({ rows: [], open: null });
  /** The learner asked for a pass and it is not over. */
  readonly asked = signal(false);
  /** When the last pass ended, ms since the epoch. */
  readonly lastRun = signal<number | null>(null);
  /** What was last told of this machine's checks. */
  readonly report = signal<Pick<ChecksEvent, 'results' | 'pass'> | null>(null);
  private announced: string | null = null;
  /** A first check passed, or the learner asked: from then on failures speak up. */
  private begun = false;

  readonly count: ReadonlySignal<CheckCount> = computed(() => countChecks(this.board.value));
  readonly complete: ReadonlySignal<boolean> = computed(() => allPass(this.board.value));

  constructor(options: ChecksOptions) {
    this.options = options;
    this.board.value = emptyBoard(options.checks);
  }

  receive(report: Pick<ChecksEvent, 'results' | 'pass'>): void {
    const { results } = report;
    this.report.value = report;
    const quiet = !this.begun && !results.some(({ state }) => state === 'pass');
    this.begun ||= !quiet;
    this.board.value = applyResults(this.board.value, results, Date.now(), this.occasion(quiet));
    const summary = summarise(this.board.value);
    if (summary === null) return;
    this.lastRun.value = Date.now();
    if (!quiet && !this.asked.value && summary !== this.announced) this.announce(summary);
  }

  private occasion(quiet: boolean): Occasion {
    if (this.asked.value) return 'asked';
    return quiet ? 'quiet' : 'live';
  }

  /** Saves, then runs all checks or one. */
  async run(only?: string): Promise<void> {
    const { notices, session, saveAll } = this.options;
    if (this.asked.value) return;
    if (!session()) {
      notices.say('There is no machine to check yet. Start one first.');
      return;
    }
    this.asked.value = true;
    this.begun = true;
    try {
      const saved = await saveAll();
      if (!saved) {
        notices.show({
          key: 'checked-unsaved',
          tone: 'warn',
          text: 'The checks looked at the machine without your unsaved text. Save it, then run them again.',
        });
      } else {
        notices.dismiss('checked-unsaved');
      }
      await session()?.check(only === undefined ? undefined : [only]);
      notices.dismiss('check');
    } catch (error) {
      notices.show({ key: 'check', tone: 'fail', text: messageOf(error) });
    } finally {
      this.asked.value = false;
    }
    const summary = summarise(this.board.value);
    if (summary !== null) this.announce(summary);
  }

  toggle(id: string): void {
    this.board.value = toggleRow(this.board.value, id);
  }

  unlockHint(id: string): void {
    this.board.value = unlockHint(this.board.value, id);
  }

  /** Another machine: nothing is known about it yet. */
  clear(): void {
    this.board.value = emptyBoard(this.options.checks);
    this.report.value = null;
    this.announced = null;
    this.begun = false;
    this.lastRun.value = null;
  }

  private announce(summary: string): void {
    this.announced = summary;
    this.options.notices.say(summary);
  }
}
