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
  try {
    new RegExp(tokens.map(({ text }) => text).join(''));
    return true;
  } catch {
    return false;
  }
}

/** A piece of a pattern in JavaScript's spelling. */
interface Token {
  readonly text: string;
  /** It opens a capturing group. */
  readonly group?: boolean;
  /** It needs a group of this number. */
  readonly refersTo?: number;
}

const POSIX =
  /^\[:\^?(?:alpha|lower|upper|alnum|ascii|blank|cntrl|digit|graph|print|punct|space|word|xdigit):\]/;

/** Rewrites of what may follow a place in a pattern; no text means that PCRE2 refuses it. */
const FORMS: readonly (readonly [
  form: RegExp,
  token: (match: RegExpExecArray) => Token | undefined,
])[] = [
  [/^\\Q(?:(?!\\E).)*(?:\\E)?/s, () => ({ text: '(?:q)' })],
  [/^\\E/, () => ({ text: '' })],
  [/^\\[LlUuFN]/, () => undefined],
  [/^\\g\{?(-?\d+)\}?/, ([, number]) => ({ text: 'g', refersTo: Math.abs(Number(number)) })],
  [/^\\[gk](?:\{\w+\}|<\w+>|'\w+')/, () => ({ text: 'k', refersTo: 1 })],
  [/^\\[gk]/, () => undefined],
  [/^\\([1-9])(?!\d)/, ([, number]) => ({ text: 'b', refersTo: Number(number) })],
  [/^\\[pP](?:\{\^?\w*\}|\w)/, ([text]) => (isProperty(text) ? { text: 'p' } : undefined)],
  [/^\\[pP]/, () => undefined],
  [/^\\x\{[0-9a-fA-F]*\}|^\\o\{[0-7]+\}/, () => ({ text: 'x' })],
  [/^\\o/, () => undefined],
  [/^\\c[ -~]/, () => ({ text: 'c' })],
  [/^\\c/, () => undefined],
  [/^\\./su, ([text]) => ({ text: /^\\[a-zA-Z0-9]/.test(text) ? letterEscape(text) : text })],
  [/^\(\?#[^)]*\)/, () => ({ text: '' })],
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
    if (rest.startsWith('[')) {
      const end = classEnd(rest);
      if (end === undefined) return undefined;
      const text = plainClass(rest.slice(0, end));
      if (text === undefined) return undefined;
      tokens.push({ text });
      rest = rest.slice(end);
      continue;
    }
    const quantified = /^(?:[*+?]|\{\d+(?:,\d*)?\}|\{,\d+\})\+?/.exec(rest);
    if (quantified) {
      // A possessive quantifier matches less, but is written where the plain one is.
      const plain = quantified[0].length > 1 ? quantified[0].replace(/\+$/, '') : quantified[0];
      tokens.push({ text: plain.replace('{,', '{0,') });
      rest = rest.slice(quantified[0].length);
      continue;
    }
    const form = FORMS.find(([one]) => one.test(rest));
    const match = form?.[0].exec(rest);
    const token = match ? form?.[1](match) : { text: rest.charAt(0) };
    if (!token) return undefined;
    tokens.push(token);
    rest = rest.slice(match?.[0].length ?? 1);
  }
  return tokens;
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

/** Length of the character class at the start; undefined when it is not closed or not one. */
function classEnd(text: string): number | undefined {
  let at = text.startsWith('[^') ? 2 : 1;
  if (text[at] === ']') at += 1;
  while (at < text.length) {
    const rest = text.slice(at);
    if (rest.startsWith(']')) return at + 1;
    if (/^\[[.:=]/.test(rest) && /^\[([.:=])[^\]]*\1\]/.test(rest)) {
      const posix = POSIX.exec(rest);
      if (!posix) return undefined;
      at += posix[0].length;
    } else at += rest.startsWith('\\') ? 2 : 1;
  }
  return undefined;
}

/** The class without what JavaScript reads otherwise; undefined for a range of classes. */
function plainClass(text: string): string | undefined {
  const inner = text.slice(text.startsWith('[^') ? 2 : 1, -1);
  // A class in a class is no end of a range.
  if (/\\[dDsSwWhHvV]-[^\]]|[^\\]-\\[dDsSwWhHvV]/.test(inner)) return undefined;
  if (/(?:^|[^\\])\\[LlUuFN]/.test(inner)) return undefined;
  const plain = inner
    .replace(/\[:\^?\w+:\]/g, 'p')
    .replace(/^\]/, '\\]')
    .replace(/\\[^\\\]^-]/gs, (sequence) => (/\\[dDsSwW]/.test(sequence) ? sequence : 'e'));
  return plain === '' ? '[]' : `[${plain}]`;
}
