/** The learner's end of a shared editor: holds the files, decides, and knows who looks. */
import {
  type Caret,
  type GuestMessage,
  type HostMessage,
  MAX_SHARED_LENGTH,
  type ToHost,
} from '../../schemas/classroom/editor.ts';
import { Authority, StaleEdit } from './authority.ts';
import { moved, type Operation } from './operation.ts';

/** Guests whose edits are counted, also after they have gone: they may come back. */
const REMEMBERED = 32;

/** Somebody else's cursor in the learner's files. */
export interface GuestCaret extends Caret {
  readonly name: string;
}

export interface HostPorts {
  readonly files: () => readonly { readonly path: string; readonly text: string }[];
  /** A guest has typed: this is the file's text now. */
  readonly put: (path: string, text: string) => void;
  readonly send: (message: HostMessage) => void;
  /** Cursors of the guests who are there. */
  readonly draw: (carets: readonly GuestCaret[]) => void;
}

interface Guest {
  readonly name: string;
  here: boolean;
  caret: Caret | null;
  /** By file: the newest of their edits that was looked at. */
  readonly taken: Map<string, number>;
}

export class EditorHost {
  private readonly ports: HostPorts;
  private readonly files = new Map<string, Authority>();
  private readonly guests = new Map<string, Guest>();
  private caret: Caret | null = null;

  constructor(ports: HostPorts) {
    this.ports = ports;
    for (const { path, text } of ports.files()) this.files.set(path, new Authority(text));
  }

  /** The text of some file may be another one. */
  follow(): void {
    for (const { path, text } of this.ports.files()) {
      const file = this.files.get(path);
      const before = file?.text ?? '';
      const settled = file?.becomes(text);
      if (!file || !settled) continue;
      this.carry(path, settled.edit);
      if (isLarge(text) || isLarge(before)) this.everybody((guest) => this.tellFile(guest, path));
      else this.tellEdit(path, settled, null, 0);
    }
  }

  /** The learner's cursor is here. */
  at(caret: Caret): void {
    this.caret = caret;
    this.tellCaret();
  }

  receive(message: ToHost): void {
    if (message.t === 'come') this.come(message.guest, message.name);
    else if (message.t === 'gone') this.gone(message.guest);
    else this.from(message.guest, message.message);
  }

  /** The connection is lost: nobody is there until they are named again. */
  alone(): void {
    for (const id of this.guests.keys()) this.gone(id);
  }

  private come(id: string, name: string): void {
    const taken = this.guests.get(id)?.taken ?? new Map<string, number>();
    this.guests.delete(id);
    this.guests.set(id, { name, here: true, caret: null, taken });
    const [oldest] = [...this.guests].filter(([, { here }]) => !here);
    if (this.guests.size > REMEMBERED && oldest) this.guests.delete(oldest[0]);
    this.follow();
    for (const path of this.files.keys()) this.tellFile(id, path);
    this.tellCaret();
  }

  private gone(id: string): void {
    const guest = this.guests.get(id);
    if (!guest) return;
    guest.here = false;
    guest.caret = null;
    this.draw();
  }

  private from(id: string, message: GuestMessage): void {
    const guest = this.guests.get(id);
    if (!guest) return;
    if (message.t === 'again') this.tellFile(id, message.path);
    else if (message.t === 'edit') this.edit(id, guest, message);
    else this.place(guest, message);
  }

  private edit(id: string, guest: Guest, message: Extract<GuestMessage, { t: 'edit' }>): void {
    const { path, base, number, edit } = message;
    // What the learner typed until now was there first.
    this.follow();
    const file = this.files.get(path);
    if (!file || number <= (guest.taken.get(path) ?? 0)) return;
    try {
      const long = file.text.length + grown(edit) > MAX_SHARED_LENGTH;
      const settled = long ? null : file.take(edit, base);
      guest.taken.set(path, number);
      if (settled) {
        this.tellEdit(path, settled, id, number);
        this.ports.put(path, file.text);
        // The cursors are drawn on the text as it is then.
        this.carry(path, settled.edit);
      } else {
        // Looked at and not taken over: the guest's page takes it back.
        this.tellFile(id, path);
      }
    } catch (error) {
      if (!(error instanceof StaleEdit)) throw error;
      this.tellFile(id, path);
    }
  }

  private place(guest: Guest, { base, caret }: Extract<GuestMessage, { t: 'caret' }>): void {
    const file = this.files.get(caret.path);
    if (!file) return;
    try {
      const now = (offset: number) =>
        Math.min(
          file.text.length,
          file.over(base, (past, at) => moved(at, past), offset),
        );
      guest.caret = { path: caret.path, anchor: now(caret.anchor), head: now(caret.head) };
      this.draw();
    } catch (error) {
      if (!(error instanceof StaleEdit)) throw error;
    }
  }

  /** Cursors of guests move with the text. */
  private carry(path: string, edit: Operation): void {
    for (const guest of this.guests.values()) {
      const { caret } = guest;
      if (caret?.path !== path) continue;
      guest.caret = { path, anchor: moved(caret.anchor, edit), head: moved(caret.head, edit) };
    }
    this.draw();
  }

  private draw(): void {
    this.ports.draw(
      [...this.guests.values()].flatMap(({ name, caret }) => (caret ? [{ name, ...caret }] : [])),
    );
  }

  private get watched(): boolean {
    return [...this.guests.values()].some(({ here }) => here);
  }

  private everybody(tell: (guest: string) => void): void {
    for (const [id, { here }] of this.guests) if (here) tell(id);
  }

  private tellFile(to: string, path: string): void {
    const file = this.files.get(path);
    if (!file) return;
    const { version } = file;
    const text = isLarge(file.text) ? null : file.text;
    const taken = this.guests.get(to)?.taken.get(path) ?? 0;
    this.ports.send({ t: 'file', to, path, version, taken, text });
  }

  private tellEdit(
    path: string,
    { edit, version }: { edit: Operation; version: number },
    by: string | null,
    number: number,
  ): void {
    if (!this.watched) return;
    this.ports.send({ t: 'edit', path, version, edit: [...edit], by, number });
  }

  private tellCaret(): void {
    const { caret } = this;
    const version = caret && this.files.get(caret.path)?.version;
    if (this.watched && caret && version !== undefined && version !== null) {
      this.ports.send({ t: 'caret', version, caret });
    }
  }
}

const isLarge = (text: string): boolean => text.length > MAX_SHARED_LENGTH;

const grown = (edit: Operation): number =>
  edit.reduce<number>(
    (sum, part) => sum + (typeof part === 'string' ? part.length : Math.min(part, 0)),
    0,
  );
