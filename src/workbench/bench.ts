/** The workbench without its looks: connects machine, files, checks and terminals. */
import { effect, signal, untracked } from '@preact/signals';
import { inMegabytes } from '../offline/megabytes.ts';
import type { Opened } from '../review/course-cards.ts';
import type { ActivationView } from '../schemas/session.ts';
import type { WorkbenchExercise } from '../schemas/workbench.ts';
import type { SessionEvent } from '../session/session.ts';
import type { KeyValueStore } from '../storage.ts';
import type { UnitFilesClient } from '../unit-files/client.ts';
import { Checks } from './checks/checks.ts';
import { Problems } from './editor/problems.ts';
import { knownVersion } from './editor/systemd-version.ts';
import { nameOf, Workspace } from './editor/workspace.ts';
import { PaneLayout } from './layout/pane-layout.ts';
import { Connection, messageOf, type Phase } from './machine/connection.ts';
import { spokenPhase } from './machine/phase-words.ts';
import type { Place } from './machine/place.ts';
import type { Places } from './machine/places.ts';
import type { Sessions } from './machine/sessions.ts';
import { Notices } from './notices.ts';
import { Terminals } from './terminal/terminals.ts';
import type { CommandRequest } from './terminal/typed-command.ts';

export interface BenchOptions {
  readonly exercise: WorkbenchExercise;
  /** Paths of the lessons there are, for links; none when absent. */
  readonly lessons?: readonly string[];
  readonly sessions: Sessions;
  /** Where machines can run, when there is a choice. */
  readonly places?: Places;
  readonly store: KeyValueStore;
  /** Starts the language service; a worker of this site when absent. */
  readonly startUnitFiles?: () => UnitFilesClient;
}

export class Bench {
  readonly exercise: WorkbenchExercise;
  readonly notices = new Notices();
  readonly connection: Connection;
  readonly workspace: Workspace;
  readonly problems: Problems;
  readonly checks: Checks;
  readonly terminals: Terminals;
  readonly layout: PaneLayout;
  readonly places: Places | null;
  /** Null: the machine has no such socket. Undefined: nothing is known. */
  readonly activation = signal<ActivationView | null | undefined>(undefined);
  /** The lesson's flashcards, once the exercise is solved and they are in the learner's reviews. */
  readonly cards = signal<Opened | null>(null);
  /** The learner compares their files with the solution. */
  readonly showsSolution = signal(false);
  /** After a reset that keeps the files: they go in as soon as the new machine is ready. */
  private putBack = false;
  private lastPhase: Phase = 'none';
  private lastConnected = true;

  private readonly lessons: ReadonlySet<string>;

  constructor({ exercise, lessons, sessions, places, store, startUnitFiles }: BenchOptions) {
    this.exercise = exercise;
    this.places = places ?? null;
    this.lessons = new Set(lessons);
    const { notices } = this;
    const session = () => this.connection.session;
    this.workspace = new Workspace({ exercise, store, notices, session });
    this.problems = new Problems({
      workspace: this.workspace,
      version: () => knownVersion(this.connection.view.value?.machine?.systemd),
      ...(startUnitFiles && { startClient: startUnitFiles }),
    });
    this.checks = new Checks({
      checks: exercise.checks,
      notices,
      session,
      saveAll: () => this.workspace.saveAll(),
    });
    this.terminals = new Terminals({
      exercise: exercise.id,
      store,
      notices,
      session,
      phase: () => this.connection.phase.value,
    });
    this.layout = new PaneLayout(store);
    this.connection = new Connection({
      exercise: exercise.id,
      sessions,
      store,
      newMachine: () => this.workspace.edits(),
      onNewMachine: (given) => {
        this.checks.clear();
        this.terminals.forget();
        this.workspace.onNewMachine(given);
      },
      onEvent: (event) => this.receive(event),
    });
  }

  /** Takes up what the browser kept and the machine of before; call once in the browser. */
  open({ start, screenReader }: { start: boolean; screenReader: boolean }): () => void {
    this.workspace.restore();
    this.layout.restore();
    this.terminals.restore(screenReader);
    const stops = [
      effect(() => {
        const phase = this.connection.phase.value;
        untracked(() => this.onPhase(phase));
      }),
      effect(() => {
        const connected = this.connection.connected.value;
        untracked(() => this.onConnected(connected));
      }),
      effect(() => {
        const why = this.places?.waiting.value ?? null;
        untracked(() => this.onWaiting(why));
      }),
    ];
    this.problems.start();
    void this.places?.look();
    void this.connection.resume().then(() => (start ? this.startUnasked() : undefined));
    return () => {
      for (const stop of stops) stop();
      this.workspace.keep();
      this.problems.dispose();
      this.connection.dispose();
    };
  }

  /** Address of a lesson, or null while there is none of that path. */
  lessonUrl(path: string): string | null {
    return this.lessons.has(path) ? `/learn/${path}` : null;
  }

  async save(): Promise<void> {
    const path = this.workspace.active.value;
    if (!this.connection.session) {
      this.workspace.keep();
      this.notices.say('Kept in this browser. A new machine starts with it.');
    } else if (await this.workspace.save(path)) {
      this.notices.say(`${nameOf(path)} is saved.`);
    }
  }

  /** A fresh machine in the place of this one. */
  async reset(files: 'keep' | 'discard'): Promise<void> {
    const { workspace, terminals } = this;
    const before = terminals.generation.value;
    // Told beforehand: the new machine's files may arrive before the answer to `reset` does.
    workspace.onNewMachine({ files: [] });
    this.putBack = files === 'keep';
    this.checks.clear();
    terminals.forget();
    await this.attempt('reset', async () => {
      await this.connection.reset();
      if (files === 'discard') workspace.discard();
    });
    // The machine may never have been seen to leave `ready`, or the reset was refused.
    if (this.connection.session && terminals.generation.value === before) this.begin();
  }

  /** Starts a machine as the screen offers it: what it names to be downloaded is. */
  async start(): Promise<void> {
    if (this.places?.known.value === false) await this.startUnasked();
    else await this.connection.start();
  }

  /** Starts a machine, unless something large would have to be downloaded for it unasked. */
  async startUnasked(): Promise<void> {
    if (!this.places || (await this.places.startsUnasked())) {
      await this.connection.start();
    } else if (this.places.choice.value.possible) {
      const size = inMegabytes(this.places.missingBytes.value ?? 0);
      this.notices.say(`The machine has to be downloaded first: ${size}. Start it to do so.`);
    }
  }

  /** Downloads what the machine in the tab needs to work without a network. */
  async keepOffline(): Promise<void> {
    const offline = this.places?.offline;
    if (!offline) return;
    this.notices.say('The download begins. You can go on working.');
    await offline.keep();
    const state = offline.state.value;
    if (state.t === 'failed') this.notices.say(state.message);
    if (state.t !== 'ready') return;
    this.notices.show({
      key: 'offline',
      tone: 'info',
      text: 'The machine and the course are kept in this browser. They work without a network now.',
    });
  }

  /** The machine runs at another place from now on; one that runs is ended. */
  async moveTo(place: Place): Promise<void> {
    this.places?.prefer(place);
    if (!this.connection.session) return;
    await this.end();
    await this.startUnasked();
  }

  async extend(): Promise<void> {
    await this.attempt('extend', () => this.connection.extend());
  }

  async end(): Promise<void> {
    await this.attempt('end', () => this.connection.end());
  }

  /** Types a command of the page into the terminal in front. False when there is no machine. */
  runCommand(request: CommandRequest): boolean {
    const taken = this.terminals.type(request);
    if (taken) this.layout.front.value = 'terminal';
    return taken;
  }

  private receive(event: SessionEvent): void {
    switch (event.type) {
      case 'file':
        this.workspace.onMachineFile(event.file);
        break;
      case 'checks':
        this.checks.receive(event);
        break;
      case 'activation':
        this.activation.value = event.activation;
        break;
      case 'notice':
        this.notices.show({ key: event.code, tone: 'warn', text: event.message });
        break;
    }
  }

  private onPhase(phase: Phase): void {
    if (phase === this.lastPhase) return;
    this.lastPhase = phase;
    // It was said of the machine before.
    if (phase === 'starting') this.notices.dismiss('machine-broken');
    if (phase === 'ready') this.begin();
    else this.activation.value = undefined;
    const words = spokenPhase(phase, this.connection);
    if (words !== null) this.notices.say(words);
  }

  private onConnected(connected: boolean): void {
    if (connected === this.lastConnected) return;
    this.lastConnected = connected;
    this.notices.say(connected ? 'Connected again.' : 'The connection is lost. Reconnecting.');
  }

  private onWaiting(why: string | null): void {
    if (why === null) this.notices.dismiss('waiting');
    else this.notices.show({ key: 'waiting', tone: 'warn', text: why });
  }

  private begin(): void {
    const session = this.connection.session;
    if (!session) return;
    this.terminals.begin(session.view.id);
    if (this.putBack) {
      this.putBack = false;
      void this.workspace.saveAll();
    }
  }

  private async attempt(key: string, run: () => Promise<void>): Promise<void> {
    try {
      await run();
      this.notices.dismiss(key);
    } catch (error) {
      this.notices.show({ key, tone: 'fail', text: messageOf(error) });
    }
  }
}
