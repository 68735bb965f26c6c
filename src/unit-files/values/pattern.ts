/**
 * Whether text is a regular expression as PCRE2 compiles it (pcre2pattern(3)). What PCRE2 has on top
 * of JavaScript is rewritten, what it refuses and JavaScript takes is looked for, the rest is left to
 * `RegExp`.
 */
export function isPattern(pattern: string): boolean {
  const tokens = readTokens(pattern);
  if (!tokens) return false;
  const groups = tokens.filter(({ group }) => group).length;
  if (tokens.some(({ refersTo = 0 }) => refersTo > groups)) return false;
  if (depthOf(tokens) > DEPTH_MAX) return false;
  try {
    new RegExp(tokens.map(({ text }) => text).join(''));
    return true;
  } catch {
    return false;
  }
}

/** The limit of parentheses in parentheses PCRE2 is built with. */
const DEPTH_MAX = 250;

function depthOf(tokens: readonly Token[]): number {
  let depth = 0;
  let deepest = 0;
  for (const { text } of tokens) {
    if (text.startsWith('(') && !text.endsWith(')')) depth += 1;
    else if (text === ')') depth -= 1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

/** A piece of a pattern in JavaScript's spelling. */
interface Token {
  readonly text: string;
  /** It opens a capturing group. */
  readonly group?: boolean;
  /** It needs a group of this number. */
  readonly refersTo?: number;
  /** In a character class: more than a character. */
  readonly set?: boolean;
}

/** Rewrites of what may follow a place in a pattern; no token means that PCRE2 refuses it. */
type Forms = readonly (readonly [
  form: RegExp,
  token: (match: RegExpExecArray) => Token | undefined,
])[];

const ESCAPES: Forms = [
  [/^\\[FIJLMOTUYijlmquy]/, () => undefined],
  [/^\\[pP](?:\{\^?\w*\}|\w)/, ([text]) => (isProperty(text) ? { text: 'p' } : undefined)],
  [/^\\x(?:\{[0-9a-fA-F]+\}|[0-9a-fA-F]{1,2})|^\\o\{[0-7]+\}/, () => ({ text: 'x' })],
  [/^\\c[ -~]/, () => ({ text: 'c' })],
  [/^\\[copPx]/, () => undefined],
];

/** What may stand in a character class. */
const CLASS_FORMS: Forms = [
  [/^\\Q(?:(?!\\E).)*\\E/s, () => ({ text: 'q' })],
  [/^\\Q/, () => undefined],
  [/^\\E/, () => ({ text: '' })],
  ...ESCAPES,
  [/^\\[ABCGKNRXZz]/, () => undefined],
  [/^\\[dDsSwW]/, ([text]) => ({ text, set: true })],
  [/^\\[hHvV]/, () => ({ text: '\\s', set: true })],
  [/^\\[a-zA-Z0-9]/, () => ({ text: 'e' })],
  [/^\\./su, ([text]) => ({ text })],
  [
    /^\[:\^?(?:alpha|lower|upper|alnum|ascii|blank|cntrl|digit|graph|print|punct|space|word|xdigit):\]/,
    () => ({ text: 'p', set: true }),
  ],
  [/^\[([.:=])(?:(?!\[\1)[^\]])*\1\]/, () => undefined],
];

const FORMS: Forms = [
  // A possessive quantifier matches less, but is written where the plain one is.
  [
    /^([*+?]|\{\d+(?:,\d*)?\}|\{,\d+\})\+?/,
    ([, plain = '']) => ({ text: plain.replace('{,', '{0,') }),
  ],
  [/^\\Q(?:(?!\\E).)*(?:\\E)?/s, () => ({ text: '(?:q)' })],
  [/^\\E/, () => ({ text: '' })],
  [/^\\g\{?(-?\d+)\}?/, ([, number]) => ({ text: 'g', refersTo: Math.abs(Number(number)) })],
  [/^\\[gk](?:\{\w+\}|<\w+>|'\w+')/, () => ({ text: 'k', refersTo: 1 })],
  [/^\\[gk]/, () => undefined],
  [/^\\([1-9])(?!\d)/, ([, number]) => ({ text: 'b', refersTo: Number(number) })],
  ...ESCAPES,
  [/^\\./su, ([text]) => ({ text: /^\\[a-zA-Z0-9]/.test(text) ? letterEscape(text) : text })],
  [/^\(\?#[^)]*\)/, () => ({ text: '' })],
  [/^\(\?#/, () => undefined],
  [/^\(\?(?:R|0)\)/, () => ({ text: '(?:r)' })],
  [/^\(\?[+-]?(\d+)\)/, ([, number]) => ({ text: '(?:r)', refersTo: Number(number) })],
  [/^\(\?(?:&\w+|P>\w+)\)/, () => ({ text: '(?:r)', refersTo: 1 })],
  [/^\(\?[imsxnJU^-]*\)/, () => ({ text: '' })],
  [/^\(\?[imsxnJU^-]+:/, () => ({ text: '(?:' })],
  [/^\(\?P?<([A-Za-z_]\w*)>|^\(\?'([A-Za-z_]\w*)'/, () => ({ text: '(', group: true })],
  [/^\(\?(?:>|\||:)/, () => ({ text: '(?:' })],
  [/^\(\*(?:ACCEPT|COMMIT|F|FAIL|MARK|PRUNE|SKIP|THEN)?(?::[^)]*)?\)/, () => ({ text: '(?:v)' })],
  [/^\(\*/, () => undefined],
  [/^\((?!\?)/, ([text]) => ({ text, group: true })],
];

function readTokens(pattern: string): Token[] | undefined {
  const tokens: Token[] = [];
  // Options for the whole pattern stand in front.
  let rest = pattern.replace(/^(?:\(\*(?:UTF8?|UCP|CRLF|CR|LF|ANY|ANYCRLF|NUL|NO_[A-Z_]+)\))+/, '');
  while (rest !== '') {
    const read = rest.startsWith('[') ? readClass(rest) : readToken(rest, FORMS);
    if (!read) return undefined;
    tokens.push(read.token);
    rest = rest.slice(read.length);
  }
  return tokens;
}

interface Read {
  readonly token: Token;
  readonly length: number;
}

function readToken(rest: string, forms: Forms): Read | undefined {
  for (const [form, tokenOf] of forms) {
    const match = form.exec(rest);
    if (!match) continue;
    const token = tokenOf(match);
    return token && { token, length: match[0].length };
  }
  return { token: { text: rest.charAt(0) }, length: 1 };
}

/** A character class; a class in it, as `\d`, is no end of a range. */
function readClass(rest: string): Read | undefined {
  const start = /^\[\^?\]?/.exec(rest)?.[0] ?? '';
  let text = start.replace(/\]$/, '\\]');
  let before: 'nothing' | 'character' | 'set' | 'hyphen' = text.endsWith(']')
    ? 'character'
    : 'nothing';
  let at = start.length;
  while (at < rest.length) {
    if (rest[at] === ']') return { token: { text: `${text}]` }, length: at + 1 };
    const read = readToken(rest.slice(at), CLASS_FORMS);
    if (!read) return undefined;
    const { token, length } = read;
    at += length;
    text += token.text;
    if (token.set) {
      if (before === 'hyphen') return undefined;
      before = 'set';
    } else if (token.text === '-' && before === 'set') {
      if (rest[at] !== ']') return undefined;
    } else if (token.text === '-' && before === 'character') before = 'hyphen';
    else if (token.text !== '') before = before === 'hyphen' ? 'nothing' : 'character';
  }
  return undefined;
}

/** JavaScript gives some letters another meaning; for the syntax any letter is as good. */
function letterEscape(text: string): string {
  if (/^\\[AGKZz]/.test(text)) return '\\b';
  return /^\\[bBdDsSwW]/.test(text) ? text : 'e';
}

const PROPERTIES =
  /^(?:Any|L&?|Lu|Ll|Lt|Lm|Lo|M[nce]?|N[dlo]?|P[cdseifo]?|S[mcko]?|Z[slp]?|C[cfson]?|X(?:an|ps|sp|wd|uc)|Latin|Greek|Cyrillic|Common|Han|Arabic|Hebrew)$/;

function isProperty(text: string): boolean {
  return PROPERTIES.test(text.replace(/^\\[pP]\{?\^?|\}$/g, ''));
}
