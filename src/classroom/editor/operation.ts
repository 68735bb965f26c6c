/**
 * Changes of a text that can be carried over to a text that has changed meanwhile: operational
 * transformation (Ellis and Gibbs 1989) with one authority, so that two ways of ordering two
 * changes have to lead to the same text, and nothing more. Pure.
 */

/**
 * From the start of the text to its end: a positive number keeps so many UTF-16 units, a negative
 * one removes them, a string is put in. Inserts come before removals in the same place.
 */
export type Operation = readonly (number | string)[];

type Part = number | string;

const isInsert = (part: Part | undefined): part is string => typeof part === 'string';
const isRemoval = (part: Part | undefined): part is number => typeof part === 'number' && part < 0;
const isKept = (part: Part | undefined): part is number => typeof part === 'number' && part > 0;
const size = (part: Part): number => (isInsert(part) ? part.length : Math.abs(part));

/** Puts parts together so that equal changes are written alike. */
class Writing {
  readonly parts: Part[] = [];

  keep(count: number): void {
    const last = this.parts.at(-1);
    if (count === 0) return;
    if (isKept(last)) this.parts[this.parts.length - 1] = last + count;
    else this.parts.push(count);
  }

  remove(count: number): void {
    const last = this.parts.at(-1);
    if (count === 0) return;
    if (isRemoval(last)) this.parts[this.parts.length - 1] = last - count;
    else this.parts.push(-count);
  }

  insert(text: string): void {
    if (text === '') return;
    const removal = isRemoval(this.parts.at(-1)) ? this.parts.pop() : undefined;
    const last = this.parts.at(-1);
    if (isInsert(last)) this.parts[this.parts.length - 1] = last + text;
    else this.parts.push(text);
    if (removal !== undefined) this.parts.push(removal);
  }
}

/** Takes an operation apart, as much at a time as is asked for. */
class Reading {
  private readonly parts: Operation;
  private at = 0;
  private used = 0;

  constructor(parts: Operation) {
    this.parts = parts;
  }

  /** What is left of the part in turn. */
  get part(): Part | undefined {
    const part = this.parts[this.at];
    if (part === undefined) return undefined;
    if (isInsert(part)) return part.slice(this.used);
    return part > 0 ? part - this.used : part + this.used;
  }

  skip(count: number): void {
    const part = this.part;
    if (part === undefined) return;
    if (count < size(part)) this.used += count;
    else {
      this.at += 1;
      this.used = 0;
    }
  }
}

/** Length of the texts that an operation fits. */
export function lengthBefore(operation: Operation): number {
  return operation.reduce<number>((sum, part) => sum + (isInsert(part) ? 0 : size(part)), 0);
}

/** Length of the text that comes out. */
export function lengthAfter(operation: Operation): number {
  return operation.reduce<number>((sum, part) => sum + (isRemoval(part) ? 0 : size(part)), 0);
}

/** Whether it changes nothing. */
export const isNothing = (operation: Operation): boolean => operation.every(isKept);

export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Replacements in a text of this length, at once: they do not overlap. */
export function replacing(length: number, all: readonly Replacement[]): Operation {
  const writing = new Writing();
  let at = 0;
  for (const { start, end, text } of all.toSorted((a, b) => a.start - b.start)) {
    writing.keep(start - at);
    writing.insert(text);
    writing.remove(end - start);
    at = end;
  }
  writing.keep(length - at);
  return writing.parts;
}

/** One replacement in a text of this length. */
export const replacement = (length: number, one: Replacement): Operation =>
  replacing(length, [one]);

/** The replacements that an operation is, in the text before it. */
export function replacementsOf(operation: Operation): readonly Replacement[] {
  const all: Replacement[] = [];
  let at = 0;
  for (const part of operation) {
    const last = all.at(-1);
    if (isInsert(part)) all.push({ start: at, end: at, text: part });
    else if (part > 0) at += part;
    else {
      const end = at - part;
      if (last?.end === at) all[all.length - 1] = { ...last, end };
      else all.push({ start: at, end, text: '' });
      at = end;
    }
  }
  return all;
}

/** What takes the operation back, of which this was the text before. */
export function inverse(operation: Operation, before: string): Operation {
  const writing = new Writing();
  let at = 0;
  for (const part of operation) {
    if (isInsert(part)) writing.remove(part.length);
    else {
      if (part > 0) writing.keep(part);
      else writing.insert(before.slice(at, at - part));
      at += size(part);
    }
  }
  return writing.parts;
}

/** The text after the operation. Throws RangeError when it was made for a text of another length. */
export function apply(operation: Operation, text: string): string {
  if (lengthBefore(operation) !== text.length) {
    throw new RangeError('The operation was made for a text of another length.');
  }
  let at = 0;
  let result = '';
  for (const part of operation) {
    if (isInsert(part)) result += part;
    else {
      if (part > 0) result += text.slice(at, at + part);
      at += size(part);
    }
  }
  return result;
}

/** One operation that does what two in a row do. */
export function compose(first: Operation, second: Operation): Operation {
  const [one, other, writing] = [new Reading(first), new Reading(second), new Writing()];
  for (;;) {
    const [a, b] = [one.part, other.part];
    if (isRemoval(a)) {
      writing.remove(size(a));
      one.skip(size(a));
    } else if (isInsert(b)) {
      writing.insert(b);
      other.skip(b.length);
    } else if (a === undefined || b === undefined) {
      if (a === b) return writing.parts;
      throw new RangeError('The operations do not follow each other.');
    } else {
      const count = Math.min(size(a), size(b));
      if (isKept(b)) {
        if (isInsert(a)) writing.insert(a.slice(0, count));
        else writing.keep(count);
      } else if (!isInsert(a)) writing.remove(count);
      one.skip(count);
      other.skip(count);
    }
  }
}

/**
 * Two operations on the same text, each as it has to be after the other: `a` then `b'` comes to the
 * same as `b` then `a'`. What both put into one place stands in this order, and what one puts into
 * a stretch that the other removes stays.
 */
export function transform(a: Operation, b: Operation): readonly [a: Operation, b: Operation] {
  const [one, other] = [new Reading(a), new Reading(b)];
  const [after, before] = [new Writing(), new Writing()];
  for (;;) {
    const [p, q] = [one.part, other.part];
    if (isInsert(p)) {
      after.insert(p);
      before.keep(p.length);
      one.skip(p.length);
    } else if (isInsert(q)) {
      after.keep(q.length);
      before.insert(q);
      other.skip(q.length);
    } else if (p === undefined || q === undefined) {
      if (p === q) return [after.parts, before.parts];
      throw new RangeError('The operations were made for different texts.');
    } else {
      const count = Math.min(size(p), size(q));
      if (isKept(p) && isKept(q)) {
        after.keep(count);
        before.keep(count);
      } else if (isKept(q)) after.remove(count);
      else if (isKept(p)) before.remove(count);
      one.skip(count);
      other.skip(count);
    }
  }
}

/** Where a place in the text is afterwards. What is put in exactly there comes before it. */
export function moved(offset: number, operation: Operation): number {
  let at = 0;
  let place = offset;
  for (const part of operation) {
    if (at > offset) break;
    if (isInsert(part)) place += part.length;
    else {
      if (part < 0) place -= Math.min(-part, offset - at);
      at += size(part);
    }
  }
  return place;
}
