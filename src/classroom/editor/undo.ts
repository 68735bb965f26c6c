/** What an instructor typed and may take back, without what the learner typed in between. Pure. */
import { apply, compose, inverse, isNothing, type Operation, transform } from './operation.ts';

/** Key strokes that follow each other within this time are taken back together, ms. */
const TOGETHER_MS = 600;
const REMEMBERED = 200;

export class Undo {
  /** Each fits the text once those after it are taken back. */
  private readonly back: Operation[] = [];
  private typedAt = Number.NEGATIVE_INFINITY;
  private readonly now: () => number;

  /** `now` tells the time in ms. */
  constructor(now: () => number) {
    this.now = now;
  }

  /** This was typed into the text `before`. */
  typed(edit: Operation, before: string): void {
    const last = this.back.at(-1);
    const at = this.now();
    const together = last && at - this.typedAt < TOGETHER_MS;
    this.typedAt = at;
    if (together) this.back.pop();
    const step = inverse(edit, before);
    this.back.push(together ? compose(step, last) : step);
    if (this.back.length > REMEMBERED) this.back.shift();
  }

  /** Somebody else has changed the text. */
  changed(edit: Operation): void {
    let rest = edit;
    for (let at = this.back.length - 1; at >= 0; at -= 1) {
      const [after, step] = transform(rest, this.back[at] ?? []);
      this.back[at] = step;
      rest = after;
    }
    this.typedAt = Number.NEGATIVE_INFINITY;
  }

  /** What takes back the newest step; null when there is none. It is not to be told to `typed`. */
  take(text: string): Operation | null {
    for (;;) {
      const step = this.back.pop();
      this.typedAt = Number.NEGATIVE_INFINITY;
      if (!step) return null;
      if (!isNothing(step) && apply(step, text) !== text) return step;
    }
  }
}
