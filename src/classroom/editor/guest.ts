/** An instructor's end of a shared editor: shows the learner's files, and sends what is typed. */
import type { Caret, GuestMessage, HostMessage, ToGuest } from '../../schemas/classroom/editor.ts';
import type { Operation } from './operation.ts';
import { Replica } from './replica.ts';

export interface GuestPorts {
  readonly send: (message: GuestMessage) => void;
  /** A file is there for the first time; null: it is too large to be shared. */
  readonly opened: (path: string, text: string | null) => void;
  /** The text on the screen changes. */
  readonly changed: (path: string, edit: Operation) => void;
  /** The learner's cursor, on the screen's text. */
  readonly caret: (caret: Caret) => void;
  /** Whether the learner has an editor open. */
  readonly here: (here: boolean) => void;
}

export class EditorGuest {
  private readonly ports: GuestPorts;
  private readonly files = new Map<string, Replica>();
  private readonly missing = new Set<string>();
  /** The name of this page, as the server gives it. */
  private me = '';
  private count = 0;
  private caret: Caret | null = null;

  constructor(ports: GuestPorts) {
    this.ports = ports;
  }

  /** Text of a file on the screen; undefined while it is not known. */
  text(path: string): string | undefined {
    return this.files.get(path)?.text;
  }

  /** What was typed here is all on the learner's page. */
  get calm(): boolean {
    return [...this.files.values()].every((file) => file.calm);
  }

  /** The instructor has typed this into a file. */
  type(path: string, edit: Operation): void {
    this.files.get(path)?.type(edit);
    this.flush(path);
  }

  /** The instructor's cursor is here. It is told once the text around it is settled. */
  at(caret: Caret): void {
    this.caret = caret;
    this.tellCaret();
  }

  receive(message: ToGuest): void {
    if (message.t === 'host') {
      this.me = message.you;
      this.ports.here(message.here);
      return;
    }
    const said = message.message;
    if (said.t === 'file') this.file(said);
    else if (said.t === 'edit') this.edit(said);
    else this.hostCaret(said.caret);
  }

  private file({ path, version, taken, text }: Extract<HostMessage, { t: 'file' }>): void {
    this.missing.delete(path);
    const known = this.files.get(path);
    if (text === null || !known) {
      this.files.delete(path);
      if (text !== null) this.files.set(path, new Replica({ text, version }, () => this.next()));
      this.ports.opened(path, text);
      return;
    }
    this.ports.changed(path, known.restart(text, version, taken));
    const again = known.again();
    if (again) this.tellEdit(path, again);
    this.flush(path);
  }

  private edit({ path, version, edit, by, number }: Extract<HostMessage, { t: 'edit' }>): void {
    const file = this.files.get(path);
    if (!file || this.missing.has(path)) return;
    try {
      this.ports.changed(path, file.take(edit, version, by === this.me ? number : null));
      this.flush(path);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.missing.add(path);
      this.ports.send({ t: 'again', path });
    }
  }

  private hostCaret({ path, anchor, head }: Caret): void {
    const file = this.files.get(path);
    const shown = (offset: number) => (file ? file.shownAt(offset) : offset);
    this.ports.caret({ path, anchor: shown(anchor), head: shown(head) });
  }

  private flush(path: string): void {
    const next = this.files.get(path)?.send();
    if (next) this.tellEdit(path, next);
    else this.tellCaret();
  }

  private tellEdit(
    path: string,
    { edit, base, number }: { edit: Operation; base: number; number: number },
  ) {
    this.ports.send({ t: 'edit', path, base, number, edit: [...edit] });
  }

  private tellCaret(): void {
    const { caret } = this;
    const file = caret && this.files.get(caret.path);
    if (!caret || !file?.calm) return;
    this.caret = null;
    this.ports.send({ t: 'caret', base: file.version, caret });
  }

  private next(): number {
    this.count += 1;
    return this.count;
  }
}
