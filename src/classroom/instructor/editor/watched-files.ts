/** What an instructor sees of a learner's editor, without its looks. */
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { type Caret, ToGuest } from '../../../schemas/classroom/editor.ts';
import { Line } from '../../../session/line.ts';
import type { Network } from '../../../session/network.ts';
import { parseJson } from '../../../session/remote-terminal.ts';
import { EditorGuest } from '../../editor/guest.ts';
import { apply, type Operation } from '../../editor/operation.ts';
import { Undo } from '../../editor/undo.ts';

/** Where a file is drawn. */
export interface Screen {
  /** The file is there, or there anew; null: it is too large to be shared. */
  open(path: string, text: string | null): void;
  /** The text on the screen changes. */
  change(path: string, edit: Operation): void;
}

export interface WatchedFilesOptions {
  readonly network: Network;
  /** The WebSocket's, see `editorPath`. */
  readonly path: string;
  /** What this page calls itself; another one for each page. */
  readonly page: string;
  /** ms. */
  readonly now: () => number;
}

const NOWHERE: Screen = { open: () => {}, change: () => {} };

export class WatchedFiles {
  private readonly line: Line;
  private readonly guest: EditorGuest;
  private readonly undos = new Map<string, Undo>();
  private readonly now: () => number;
  private screen = NOWHERE;
  private readonly chosen = signal<string | null>(null);
  private readonly open = signal<ReadonlyMap<string, 'shown' | 'too-large'>>(new Map());
  private readonly learnerAt = signal<Caret | null>(null);
  private readonly there = signal<boolean | null>(null);
  private readonly reason = signal<string | null>(null);

  /** The file in front: the one that was chosen, or the one the learner is in. */
  readonly front: ReadonlySignal<string | null> = computed(
    () => this.chosen.value ?? this.learnerAt.value?.path ?? [...this.open.value.keys()][0] ?? null,
  );

  constructor({ network, path, page, now }: WatchedFilesOptions) {
    this.now = now;
    this.guest = new EditorGuest({
      send: (message) => void this.line.send(JSON.stringify(message)),
      opened: (file, text) => {
        this.undos.delete(file);
        this.screen.open(file, text);
        const state = text === null ? 'too-large' : 'shown';
        this.open.value = new Map(this.open.value).set(file, state);
      },
      changed: (file, edit) => {
        this.undos.get(file)?.changed(edit);
        this.screen.change(file, edit);
      },
      caret: (caret) => {
        this.learnerAt.value = caret;
      },
      here: (here) => {
        this.there.value = here;
      },
    });
    this.line = new Line(network, () => `${path}?page=${page}`, {
      opened: () => {},
      text: (data) => {
        const message = ToGuest.safeParse(parseJson(data));
        if (message.success) this.guest.receive(message.data);
      },
      binary: () => {},
      dropped: () => {
        this.there.value = null;
      },
      over: (_code, reason) => {
        this.reason.value = reason || 'The learner no longer shares their editor.';
      },
    });
  }

  /** Whether the learner has an editor open; null while that is not known. */
  get here(): ReadonlySignal<boolean | null> {
    return this.there;
  }

  /** Why it is over. */
  get over(): ReadonlySignal<string | null> {
    return this.reason;
  }

  get files(): ReadonlySignal<ReadonlyMap<string, 'shown' | 'too-large'>> {
    return this.open;
  }

  /** The learner's cursor. */
  get caret(): ReadonlySignal<Caret | null> {
    return this.learnerAt;
  }

  /** Shows this file, or for null always the one the learner is in. */
  choose(path: string | null): void {
    this.chosen.value = path;
  }

  get follows(): boolean {
    return this.chosen.value === null;
  }

  text(path: string): string | undefined {
    return this.guest.text(path);
  }

  /** Draws there from now on, what is known already first. */
  drawOn(screen: Screen): () => void {
    this.screen = screen;
    for (const path of this.open.peek().keys()) screen.open(path, this.text(path) ?? null);
    return () => {
      this.screen = NOWHERE;
    };
  }

  type(path: string, edit: Operation): void {
    const before = this.guest.text(path);
    if (before === undefined) return;
    const undo = this.undos.get(path) ?? new Undo(this.now);
    this.undos.set(path, undo);
    undo.typed(edit, before);
    this.guest.type(path, edit);
  }

  /** Takes back what was typed here last, and nothing of the learner's. */
  undo(path: string): void {
    const text = this.guest.text(path);
    const step = text === undefined ? null : this.undos.get(path)?.take(text);
    if (!step || text === undefined || apply(step, text) === text) return;
    this.screen.change(path, step);
    this.guest.type(path, step);
  }

  at(caret: Caret): void {
    this.guest.at(caret);
  }

  dispose(): void {
    this.line.close();
  }
}
