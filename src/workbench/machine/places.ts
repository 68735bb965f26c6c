/** The places machines run at, as the workbench holds them: what there is, and what is chosen. */
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { ArtefactProgress } from '../../offline/artefacts.ts';
import type { CreateSession } from '../../schemas/protocol.ts';
import { exerciseOf } from '../../session/local/id.ts';
import { type Session, SessionError } from '../../session/session.ts';
import type { KeyValueStore } from '../../storage.ts';
import { type OfflineSource, OfflineUse } from './offline-use.ts';
import { type Choice, choosePlace, type Offer, type Offers, type Place, serves } from './place.ts';
import type { Sessions } from './sessions.ts';

/** Machines on a server. */
export interface ServerPlace {
  readonly sessions: Sessions;
  /** What it offers, or why it offers nothing, in words. Never rejects. */
  look(): Promise<Offer | string>;
}

/** The machine in the tab. */
export interface TabPlace extends ServerPlace {
  readonly sessions: Sessions & { takeOver(): Promise<void> };
  /** Bytes to download before a machine can start. */
  missingBytes(): Promise<number>;
  /** Bytes that a machine fetches of its own accord once it runs. */
  followingBytes(): Promise<number>;
  /** Told while something is downloaded; null: nothing is. */
  onProgress: (progress: ArtefactProgress | null) => void;
  /** Told why the machine waits for one of its files, in words, and null once it no longer does. */
  onWaiting: (why: string | null) => void;
  /** Something to know before the machine is started on this device, in words. */
  readonly caution: string | undefined;
  readonly offline: OfflineSource;
}

export interface PlacesOptions {
  readonly needs: readonly string[];
  readonly store: KeyValueStore;
  /** Absent on a site without a backend. */
  readonly server?: ServerPlace;
  /** Loaded when it is wanted: whoever works on a server's machine needs none of it. */
  readonly tab: () => Promise<TabPlace>;
}

const KEY = 'lab:engine';
const NO_SERVER = 'This site has no server for machines.';

export class Places implements Sessions {
  private readonly options: PlacesOptions;
  private readonly offers = signal<Offers>({ server: undefined, tab: undefined });
  private readonly preferred = signal<Place | null>(null);
  private looking: Promise<void> | undefined;
  private loadedTab: Promise<TabPlace> | undefined;
  /** False until it is known what there is. */
  readonly known = signal(false);
  /** What has to be downloaded for a machine in the tab, bytes; null: not known. */
  readonly missingBytes = signal<number | null>(null);
  /** What a machine in the tab fetches by itself afterwards, bytes. */
  readonly followingBytes = signal(0);
  readonly progress = signal<ArtefactProgress | null>(null);
  /** Why the machine in the tab waits for one of its files, in words. */
  readonly waiting = signal<string | null>(null);
  /** Something to know before a machine is started in this tab, in words. */
  readonly caution = signal<string | undefined>(undefined);
  /** The machine in the tab without a network. */
  readonly offline = new OfflineUse(async () => (await this.tab()).offline);
  readonly choice: ReadonlySignal<Choice>;

  constructor(options: PlacesOptions) {
    this.options = options;
    this.choice = computed(() =>
      choosePlace(this.offers.value, options.needs, this.preferred.value),
    );
    const kept = options.store.get(KEY);
    if (kept === 'server' || kept === 'tab') this.preferred.value = kept;
  }

  /** Places an exercise's machine can run at. */
  get possible(): readonly Place[] {
    return (['server', 'tab'] as const).filter((place) =>
      serves(this.offers.value, place, this.options.needs),
    );
  }

  /** Resolves when it is known what there is; asks only once, unless there was nothing. */
  look(): Promise<void> {
    this.looking ??= this.ask();
    return this.looking;
  }

  prefer(place: Place): void {
    this.preferred.value = place;
    this.options.store.set(KEY, place);
  }

  /** Whether a machine may start without the learner's word: nothing large is downloaded unasked. */
  async startsUnasked(): Promise<boolean> {
    await this.look();
    const { place, possible } = this.choice.value;
    return possible && (place === 'server' || this.missingBytes.value === 0);
  }

  async create(wanted: CreateSession): Promise<Session> {
    await this.look();
    const { place, possible, why } = this.choice.value;
    // Nothing is downloaded for a machine that could not do.
    if (!possible) throw new SessionError('no-machine', why ?? NO_SERVER);
    const { server } = this.options;
    const onServer = place === 'server' && server;
    const { sessions } = onServer || (await this.tab());
    return sessions.create(wanted);
  }

  async attach(id: string): Promise<Session | null> {
    if (exerciseOf(id) !== undefined) return (await this.tab()).sessions.attach(id);
    return (await this.options.server?.sessions.attach(id)) ?? null;
  }

  async takeOver(): Promise<void> {
    await (await this.tab()).sessions.takeOver();
  }

  private tab(): Promise<TabPlace> {
    this.loadedTab ??= this.options.tab().then((tab) => {
      tab.onProgress = (progress) => {
        this.progress.value = progress;
        if (progress === null) void this.offline.look();
      };
      tab.onWaiting = (why) => {
        this.waiting.value = why;
      };
      this.caution.value = tab.caution;
      return tab;
    });
    return this.loadedTab;
  }

  private async ask(): Promise<void> {
    const { server } = this.options;
    const tab = await this.tab();
    const [onServer, inTab] = await Promise.all([server?.look(), tab.look()]);
    this.missingBytes.value = typeof inTab === 'string' ? null : await tab.missingBytes();
    if (typeof inTab !== 'string') {
      this.followingBytes.value = await tab.followingBytes();
      await this.offline.look();
    }
    // Where there is no server, why the tab has none is all there is to say.
    const none = typeof inTab === 'string' ? inTab : NO_SERVER;
    this.offers.value = { server: onServer ?? none, tab: inTab };
    this.known.value = true;
    if (this.possible.length === 0) this.looking = undefined;
  }
}
