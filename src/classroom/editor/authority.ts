/** A file on the learner's page, which decides in which order edits count. Pure. */
import { smallestEdit } from '../../workbench/editor/edits.ts';
import { apply, type Operation, replacement, transform } from './operation.ts';

/** Edits that are remembered. Whoever is further behind is sent the whole file. */
const REMEMBERED = 500;

/** An edit that was made for a version which is no longer known, or for another text. */
export class StaleEdit extends Error {
  override readonly name = 'StaleEdit';
}

/** An edit as everybody takes it over. */
export interface Settled {
  readonly edit: Operation;
  /** The version that it leads to. */
  readonly version: number;
}

export class Authority {
  private current: string;
  private readonly past: Operation[] = [];
  private count = 0;

  constructor(text: string) {
    this.current = text;
  }

  get text(): string {
    return this.current;
  }

  get version(): number {
    return this.count;
  }

  /** The text is this now, by whatever the learner did. Null when it is the same as before. */
  becomes(text: string): Settled | null {
    const edit = smallestEdit(this.current, text);
    return edit && this.settle(replacement(this.current.length, edit));
  }

  /** Takes over an edit that was made for version `base`. Throws {@link StaleEdit}. */
  take(edit: Operation, base: number): Settled {
    return this.settle(this.over(base, (past, rest) => transform(past, rest)[1], edit));
  }

  /** What was made for version `base`, carried over every edit since. Throws {@link StaleEdit}. */
  over<T>(base: number, carry: (past: Operation, what: T) => T, what: T): T {
    const since = this.count - base;
    if (since < 0 || since > this.past.length) throw new StaleEdit();
    try {
      const edits = since === 0 ? [] : this.past.slice(-since);
      return edits.reduce((carried, past) => carry(past, carried), what);
    } catch (cause) {
      throw new StaleEdit('', { cause });
    }
  }

  private settle(edit: Operation): Settled {
    try {
      this.current = apply(edit, this.current);
    } catch (cause) {
      throw new StaleEdit('', { cause });
    }
    this.past.push(edit);
    if (this.past.length > REMEMBERED) this.past.shift();
    this.count += 1;
    return { edit, version: this.count };
  }
}
