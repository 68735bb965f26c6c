/** A typed line against the answer: by what it means to systemd or to a shell, not by its spelling. */
import { parseUnitFile } from '../unit-files/parser/parse.ts';
import { parseBoolean } from '../unit-files/values/booleans.ts';
import { parseTimeSpan } from '../unit-files/values/time-span.ts';
import type { Reading, TypedTask } from './served.ts';

export interface Comparison {
  /** `same` to the letter, `equivalent` in meaning, `different`, or nothing typed. */
  readonly verdict: 'same' | 'equivalent' | 'different' | 'empty';
  /** What was typed, in pieces; `ok` pieces are also in the answer. Empty unless different. */
  readonly typed: readonly Piece[];
  /** The answer, in pieces; those that are not `ok` were missing. */
  readonly answer: readonly Piece[];
}

export interface Piece {
  readonly text: string;
  readonly ok: boolean;
}

/** Longer lines are cut: nobody types them, and comparing takes time quadratic in words. */
const MAX_CHARS = 2000;

export function compareTyped(task: TypedTask, line: string): Comparison {
  const typed = line.slice(0, MAX_CHARS).trim();
  if (typed === '') return { verdict: 'empty', typed: [], answer: whole(task.answer) };
  const accepted = [task.answer, ...task.accept];
  if (accepted.includes(typed)) return { verdict: 'same', typed: [], answer: whole(task.answer) };
  const same = task.language === 'unit' ? sameAssignment(task) : sameCommand;
  if (accepted.some((answer) => same(answer, typed))) {
    return { verdict: 'equivalent', typed: [], answer: whole(task.answer) };
  }
  const [left, right] = differences(pieces(typed), pieces(task.answer));
  return { verdict: 'different', typed: left, answer: right };
}

/** The grade a comparison suggests: Good when it means the same, else Again. */
export function suggestedGrade({ verdict }: Comparison): 1 | 3 {
  return verdict === 'same' || verdict === 'equivalent' ? 3 : 1;
}

function sameAssignment({
  section,
  readings,
}: TypedTask): (answer: string, typed: string) => boolean {
  const only = (line: string) => {
    const { items } = parseUnitFile(`[${section}]\n${line}\n`);
    const said = items.filter(({ kind }) => kind !== 'section' && kind !== 'comment');
    const [first] = said;
    return said.length === 1 && first?.kind === 'assignment' ? first : undefined;
  };
  return (answer, typed) => {
    const [a, b] = [only(answer), only(typed)];
    if (!a || !b || a.key !== b.key || a.section !== b.section) return false;
    return sameValue(readings[`${a.section}.${a.key}`], a.value, b.value);
  };
}

/** True when both values mean the same to systemd, which reads them as `reading` says. */
export function sameValue(reading: Reading | undefined, a: string, b: string): boolean {
  if (a === b) return true;
  if (reading === 'boolean') return equal(parseBoolean(a), parseBoolean(b));
  if (reading === 'time') return equal(parseTimeSpan(a), parseTimeSpan(b));
  return false;
}

function equal<T>(a: T | undefined, b: T | undefined): boolean {
  return a !== undefined && a === b;
}

/** Words as a shell would split them; a leading sudo and a prompt do not count. */
function sameCommand(a: string, b: string): boolean {
  const [left, right] = [commandWords(a), commandWords(b)];
  return left.length === right.length && left.every((word, index) => word === right[index]);
}

function commandWords(line: string): readonly string[] {
  const words = [...line.replace(/^[$#]\s+/, '').matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g)].map(
    ([word]) => word.replace(/"([^"]*)"|'([^']*)'/g, '$1$2'),
  );
  return words[0] === 'sudo' ? words.slice(1) : words;
}

function whole(text: string): readonly Piece[] {
  return [{ text, ok: true }];
}

/** Words, and what stands between them. */
function pieces(line: string): readonly string[] {
  return line.match(/[\w.@%-]+|\s+|[^\w\s.@%-]/g) ?? [];
}

/** The longest common subsequence is `ok` on both sides. */
function differences(a: readonly string[], b: readonly string[]): readonly [Piece[], Piece[]] {
  const width = b.length + 1;
  const lengths = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number): number => lengths[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      lengths[i * width + j] =
        a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const left: Piece[] = [];
  const right: Piece[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [x, y] = [a[i], b[j]];
    if (x !== undefined && x === y) {
      left.push({ text: x, ok: true });
      right.push({ text: x, ok: true });
      i++;
      j++;
    } else if (y === undefined || (x !== undefined && at(i + 1, j) >= at(i, j + 1))) {
      left.push({ text: x ?? '', ok: false });
      i++;
    } else {
      right.push({ text: y, ok: false });
      j++;
    }
  }
  return [left, right];
}
