import { joinBytes, readEscape } from './escapes.ts';

/** How words are told apart. */
export interface WordRules {
  /** Characters between words; blanks when left out. */
  readonly separators?: string;
  /** Quotes group and are removed; otherwise they are ordinary characters. */
  readonly unquote?: true;
  /** Backslashes begin C escapes; otherwise they make the next character ordinary. */
  readonly unescape?: true;
  /** Backslashes are ordinary characters. */
  readonly keepEscapes?: true;
  /** Every separator ends a word, so words may be empty. */
  readonly keepEmpty?: true;
  /** A backslash before a separator or a backslash removes its meaning. */
  readonly escapeSeparators?: true;
  /** Unknown escapes stay as they are. */
  readonly relaxed?: true;
}

/** A word and where it stands in the text. */
export interface Word {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

const BLANK = ' \t\n\r';

/** Takes words off a text, one by one, as systemd's extract-word does. */
export class WordReader {
  readonly text: string;
  /** Where the next word begins; undefined when the text is used up. */
  at: number | undefined;

  constructor(text: string, at = 0) {
    this.text = text;
    this.at = at;
  }

  /** What is left; empty when the text is used up. */
  get rest(): string {
    return this.at === undefined ? '' : this.text.slice(this.at);
  }

  /** The next word; `bad` for an unbalanced quote or an unknown escape, and then the reader stays. */
  next(rules: WordRules = {}): Word | 'end' | 'bad' {
    if (this.at === undefined) return 'end';
    const { text } = this;
    const separators = rules.separators ?? BLANK;
    let at = this.at;
    if (!rules.keepEmpty) {
      while (at < text.length && separators.includes(text.charAt(at))) at += 1;
      if (at >= text.length) {
        this.at = undefined;
        return 'end';
      }
    } else if (at >= text.length) {
      this.at = undefined;
      return { text: '', from: at, to: at };
    } else if (separators.includes(text.charAt(at))) {
      this.at = at + 1;
      return { text: '', from: at, to: at };
    }
    const word = readWord(text, at, separators, rules);
    if (word === 'bad') return 'bad';
    this.at = word.next;
    return { text: word.text, from: at, to: word.end };
  }
}

/** The first word that is refused, or the rest of a text that can't be cut into words. */
export function faultyWord(
  text: string,
  accepts: (word: string) => boolean,
  from = 0,
): Word | undefined {
  const reader = new WordReader(text, from);
  for (;;) {
    const word = reader.next();
    if (word === 'end') return undefined;
    if (word === 'bad') return { text: reader.rest, from: reader.at ?? from, to: text.length };
    if (!accepts(word.text)) return word;
  }
}

interface RawWord {
  readonly text: string;
  readonly end: number;
  readonly next: number | undefined;
}

function readWord(
  text: string,
  from: number,
  separators: string,
  rules: WordRules,
): RawWord | 'bad' {
  const parts: string[] = [];
  let bytes = false;
  let quote = '';
  let plain = from;
  let at = from;
  const flush = (): void => {
    if (at > plain) parts.push(text.slice(plain, at));
  };
  const finish = (next: number | undefined): RawWord => {
    flush();
    const joined = parts.join('');
    return { text: bytes ? joinBytes(joined) : joined, end: at, next };
  };
  while (at < text.length) {
    const character = text.charAt(at);
    if (character === '\\' && !rules.keepEscapes) {
      flush();
      const escaped = escapeAt(text, at + 1, separators, quote, rules);
      if (escaped === 'bad') return 'bad';
      bytes ||= escaped.text >= '\udc80' && escaped.text <= '\udcff';
      parts.push(escaped.text);
      at += 1 + escaped.length;
      plain = at;
    } else if (quote) {
      if (character === quote) {
        flush();
        plain = at + 1;
        quote = '';
      }
      at += 1;
    } else if (rules.unquote && (character === '"' || character === "'")) {
      flush();
      plain = at + 1;
      quote = character;
      at += 1;
    } else if (separators.includes(character)) {
      return finish(rules.keepEmpty ? at + 1 : nextWord(text, at, separators));
    } else {
      at += 1;
    }
  }
  return quote ? 'bad' : finish(undefined);
}

/** Where separators end; undefined when nothing follows them. */
function nextWord(text: string, at: number, separators: string): number | undefined {
  let next = at;
  while (next < text.length && separators.includes(text.charAt(next))) next += 1;
  return next < text.length ? next : undefined;
}

/** What stands behind a backslash. */
function escapeAt(
  text: string,
  at: number,
  separators: string,
  quote: string,
  rules: WordRules,
): { readonly text: string; readonly length: number } | 'bad' {
  if (at >= text.length) return rules.relaxed && !quote ? { text: '\\', length: 0 } : 'bad';
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
  if (!rules.unescape && !rules.escapeSeparators) {
    return { text: character, length: character.length };
  }
  const sequence = rules.unescape ? readEscape(text, at) : undefined;
  if (sequence) return sequence;
  if (rules.escapeSeparators && (character === '\\' || separators.includes(character))) {
    return { text: character, length: 1 };
  }
  return rules.relaxed ? { text: `\\${character}`, length: character.length } : 'bad';
}
