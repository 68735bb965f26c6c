/** Two texts side by side, line by line. Pure. */

export interface DiffRow {
  /** Undefined: the line stands only on the right. */
  readonly left?: string;
  /** Undefined: the line stands only on the left. */
  readonly right?: string;
  readonly same: boolean;
}

/** Beyond this many cells lines are no longer matched up, only put beside each other. */
const MAX_CELLS = 4_000_000;

export function diffLines(left: string, right: string): readonly DiffRow[] {
  const a = linesOf(left);
  const b = linesOf(right);
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  const room = Math.min(a.length, b.length) - head;
  while (tail < room && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;
  return [
    ...a.slice(0, head).map(unchanged),
    ...between(a.slice(head, a.length - tail), b.slice(head, b.length - tail)),
    ...a.slice(a.length - tail).map(unchanged),
  ];
}

const unchanged = (line: string): DiffRow => ({ left: line, right: line, same: true });

function linesOf(text: string): string[] {
  const lines = text.split(/\r\n|\r|\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** Longest common subsequence; what is not in it is changed. */
function between(a: readonly string[], b: readonly string[]): DiffRow[] {
  if (a.length * b.length > MAX_CELLS) return beside(a, b);
  const width = b.length + 1;
  const lengths = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number) => lengths[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      lengths[i * width + j] =
        a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const rows: DiffRow[] = [];
  let [i, j] = [0, 0];
  let [fromA, fromB] = [0, 0];
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      rows.push(...beside(a.slice(fromA, i), b.slice(fromB, j)), unchanged(a[i] ?? ''));
      i += 1;
      j += 1;
      [fromA, fromB] = [i, j];
    } else if (at(i + 1, j) >= at(i, j + 1)) i += 1;
    else j += 1;
  }
  rows.push(...beside(a.slice(fromA), b.slice(fromB)));
  return rows;
}

function beside(a: readonly string[], b: readonly string[]): DiffRow[] {
  return Array.from({ length: Math.max(a.length, b.length) }, (_, at) => {
    const [left, right] = [a[at], b[at]];
    return {
      ...(left === undefined ? {} : { left }),
      ...(right === undefined ? {} : { right }),
      same: false,
    };
  });
}
