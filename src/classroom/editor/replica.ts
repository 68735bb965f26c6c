/**
 * A file on an instructor's page: what the learner's page has settled, and what was typed here
 * since. One edit at a time is under way; what is typed meanwhile waits and goes as one. Pure.
 */
import { smallestEdit } from '../../workbench/editor/edits.ts';
import {
  apply,
  compose,
  isNothing,
  moved,
  type Operation,
  replacement,
  transform,
} from './operation.ts';

export interface Outgoing {
  readonly edit: Operation;
  /** The version it is made for. */
  readonly base: number;
  readonly number: number;
}

export class Replica {
  /** As the learner's page has it, as far as is known here. */
  private settled: string;
  private at: number;
  private underWay: { readonly edit: Operation; readonly number: number } | null = null;
  private waiting: Operation | null = null;
  private shown: string;
  private readonly nextNumber: () => number;

  /** `nextNumber` counts the edits of this page. */
  constructor(file: { text: string; version: number }, nextNumber: () => number) {
    this.settled = file.text;
    this.shown = file.text;
    this.at = file.version;
    this.nextNumber = nextNumber;
  }

  /** What is on the screen here. */
  get text(): string {
    return this.shown;
  }

  get version(): number {
    return this.at;
  }

  /** What was typed here is all on the learner's page. */
  get calm(): boolean {
    return this.underWay === null && this.waiting === null;
  }

  /** Something was typed here. */
  type(edit: Operation): void {
    this.shown = apply(edit, this.shown);
    this.waiting = this.waiting ? compose(this.waiting, edit) : edit;
  }

  /** The next edit to send, once nothing is under way. */
  send(): Outgoing | null {
    if (this.underWay || !this.waiting) return null;
    this.underWay = { edit: this.waiting, number: this.nextNumber() };
    this.waiting = null;
    return this.again();
  }

  /** What is under way, once more: the connection was lost, or the file came anew. */
  again(): Outgoing | null {
    return this.underWay && { ...this.underWay, base: this.at };
  }

  /**
   * The learner's page has settled an edit. `own` is its number where it was made here. Answers how
   * the text on the screen changes. Throws RangeError when something was missed before.
   */
  take(edit: Operation, version: number, own: number | null): Operation {
    if (version !== this.at + 1) throw new RangeError('An edit was missed.');
    const change = own !== null && own === this.underWay?.number ? this.confirmed(edit) : edit;
    this.settled = apply(edit, this.settled);
    this.at = version;
    return this.show(change);
  }

  /**
   * The whole file as it is on the learner's page, which has looked at the edits made here up to
   * `taken`. What it has not seen stays. Answers how the text on the screen changes.
   */
  restart(text: string, version: number, taken: number): Operation {
    const seen = this.underWay !== null && this.underWay.number <= taken;
    const known = seen && this.underWay ? apply(this.underWay.edit, this.settled) : this.settled;
    if (seen) this.underWay = null;
    this.settled = text;
    this.at = version;
    return this.show(difference(known, text));
  }

  /** A place in the settled text, on the screen. */
  shownAt(offset: number): number {
    return [this.underWay?.edit, this.waiting].reduce<number>(
      (place, edit) => (edit ? moved(place, edit) : place),
      offset,
    );
  }

  /** The edit under way is settled; as a rule just as it was foreseen here. */
  private confirmed(edit: Operation): Operation {
    const foreseen = this.underWay ? apply(this.underWay.edit, this.settled) : this.settled;
    this.underWay = null;
    return difference(foreseen, apply(edit, this.settled));
  }

  /** Carries what is not settled over the change, and the change over it. */
  private show(change: Operation): Operation {
    let rest = change;
    if (this.underWay) {
      const [after, edit] = transform(rest, this.underWay.edit);
      this.underWay = { ...this.underWay, edit };
      rest = after;
    }
    if (this.waiting) {
      const [after, edit] = transform(rest, this.waiting);
      this.waiting = isNothing(edit) ? null : edit;
      rest = after;
    }
    this.shown = apply(rest, this.shown);
    return rest;
  }
}

function difference(from: string, to: string): Operation {
  return replacement(from.length, smallestEdit(from, to) ?? { start: 0, end: 0, text: '' });
}
