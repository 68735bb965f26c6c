import { decodeUnitFile } from '../parser/text.ts';

const SIMPLE: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  '"': '"',
  "'": "'",
  s: ' ',
};

/** An escape sequence behind its backslash: what it stands for, a byte or a character, and its length. */
export interface Escape {
  readonly text: string;
  readonly length: number;
}

/** Reads the C escape at `at`, the place behind a backslash; undefined when there is none. */
export function readEscape(text: string, at: number, acceptNul = false): Escape | undefined {
  const first = text[at] ?? '';
  const simple = SIMPLE[first];
  if (simple) return { text: simple, length: 1 };
  const match = /^(?:x([0-9a-fA-F]{2})|([0-7]{3})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/.exec(
    text.slice(at, at + 9),
  );
  if (!match) return undefined;
  const [all, hex, octal, short, long] = match;
  const value = octal ? parseInt(octal, 8) : parseInt(hex ?? short ?? long ?? '', 16);
  if (value === 0 && !acceptNul) return undefined;
  if (short || long) {
    if (long && !isCharacter(value)) return undefined;
    return { text: String.fromCodePoint(value), length: all.length };
  }
  return value > 255 ? undefined : { text: byteText(value), length: all.length };
}

/** Undoes C escapes in all of a text; undefined when one of them is not an escape. */
export function unescapeText(text: string, acceptNul = false): string | undefined {
  if (!text.includes('\\')) return text;
  const parts: string[] = [];
  for (let at = 0; at < text.length; ) {
    const backslash = text.indexOf('\\', at);
    if (backslash < 0) {
      parts.push(text.slice(at));
      break;
    }
    parts.push(text.slice(at, backslash));
    const found = readEscape(text, backslash + 1, acceptNul);
    if (!found) return undefined;
    parts.push(found.text);
    at = backslash + 1 + found.length;
  }
  return joinBytes(parts.join(''));
}

/** A byte as unit files keep it: ASCII as itself, others as in parser/text.ts. */
function byteText(byte: number): string {
  return String.fromCharCode(byte < 0x80 ? byte : 0xdc00 + byte);
}

/** Bytes written one by one may make up characters together. */
export function joinBytes(text: string): string {
  return text.replace(/[\udc80-\udcff]{2,}/g, (run, offset: number) => {
    const before = text.charCodeAt(offset - 1);
    if (before >= 0xd800 && before <= 0xdbff) return run;
    return decodeUnitFile(Uint8Array.from(run, (unit) => unit.charCodeAt(0) - 0xdc00));
  });
}

function isCharacter(point: number): boolean {
  return (
    point < 0x110000 &&
    (point & 0xfffff800) !== 0xd800 &&
    !(point >= 0xfdd0 && point <= 0xfdef) &&
    (point & 0xfffe) !== 0xfffe
  );
}
