import { expanded } from './expanding.ts';
import { isFileName, isValidPath } from './path.ts';
import { quoted, REFUSED } from './say.ts';
import { LONGEST } from './specifiers.ts';
import type { Complaint, Part, Setting, ValueParser, ValueParsers } from './value.ts';
import { type Word, WordReader } from './words.ts';

/** One command of an Exec…= setting. */
export interface Command {
  /** Prefix characters, for example `-` or `@`. */
  readonly prefixes: string;
  /** Expanded, as it is run. */
  readonly path: string;
  readonly arguments: readonly string[];
  /** Line of the setting, from 1. */
  readonly line: number;
}

const BLANK = /[ \t\n\r]/;

/** Reads command lines (systemd.service(5), COMMAND LINES). */
const exec: ValueParser = (setting) => {
  const { unit, key, value } = setting;
  const commands = unit.settings.commands.get(key) ?? [];
  unit.settings.commands.set(key, commands);
  if (value === '') {
    commands.length = 0;
    return;
  }
  const reader = new WordReader(value);
  while (readCommand(setting, reader, commands)) {
    // A lone semicolon begins another command.
  }
};

/** @returns whether another command follows. */
function readCommand(setting: Setting, reader: WordReader, commands: Command[]): boolean {
  const first = nextWord(setting, reader);
  if (first === 'end' || first === 'bad') return false;
  if (first.text === ';') return true;
  const { prefixes, ignore } = readPrefixes(first.text);
  const part = { from: first.from, to: first.to };
  const refuse = (complaint: Complaint): false => {
    if (ignore) setting.warn(complaint);
    else {
      setting.error({ ...complaint, detail: REFUSED });
      setting.stop('bad-setting');
    }
    return false;
  };
  const path = expanded(setting, first.text.slice(prefixes.length), {
    longest: LONGEST.path,
    part,
    fatal: !ignore,
  });
  if (path === undefined) return false;
  const fault = pathFault(path, part, setting);
  if (fault) return refuse(fault);
  const list = prefixes.includes('@') ? [] : [path];
  const end = readArguments(setting, reader, list, ignore);
  if (end === 'refused') return false;
  if (list.length === 0) {
    return refuse({
      id: 'empty-command',
      message: 'With @ the name of the process has to follow the command.',
    });
  }
  commands.push({ prefixes, path, arguments: list, line: setting.line });
  return end === 'semicolon';
}

/** The characters before the command that change how it is run. */
export function readPrefixes(word: string): {
  readonly prefixes: string;
  readonly ignore: boolean;
} {
  let at = 0;
  let privileged = '';
  for (; at < word.length; at++) {
    const character = word.charAt(at);
    const seen = word.slice(0, at).includes(character);
    if ('-@:'.includes(character) && !seen) continue;
    if (character === '+' && privileged === '') privileged = '+';
    else if (character === '!' && (privileged === '' || privileged === '!')) privileged += '!';
    else break;
  }
  return { prefixes: word.slice(0, at), ignore: word.slice(0, at).includes('-') };
}

function pathFault(path: string, part: Part, { version }: Setting): Complaint | undefined {
  if (path === '') return { id: 'empty-command', message: 'There is no command.', part };
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (/[\u0001-\u001f"'\\\u007f]/.test(path)) {
    return {
      id: 'bad-command',
      message: 'The command’s path has a quote, a backslash or a control character in it.',
      part,
    };
  }
  if (path.endsWith('/') || (version >= 253 && /(?:^|\/)\.{1,2}$/.test(path))) {
    return {
      id: 'command-is-directory',
      message: `${quoted(path)} is a directory, not a command.`,
      part,
    };
  }
  if (path.startsWith('/') ? isValidPath(path) : isFileName(path)) return undefined;
  return {
    id: 'relative-command',
    message: `${quoted(path)} is neither an absolute path nor the bare name of a program.`,
    part,
  };
}

/** Reads the words behind the command into `list`. */
function readArguments(
  setting: Setting,
  reader: WordReader,
  list: string[],
  ignore: boolean,
): 'end' | 'semicolon' | 'refused' {
  while (reader.at !== undefined && reader.at < reader.text.length) {
    const { text, at } = reader;
    if (text[at] === ';' && isBoundary(text, at + 1)) {
      reader.at = skipBlank(text, at + 1);
      return 'semicolon';
    }
    if (text[at] === '\\' && text[at + 1] === ';' && isBoundary(text, at + 2)) {
      reader.at = skipBlank(text, at + 2);
      list.push(';');
      continue;
    }
    const word = nextWord(setting, reader);
    if (word === 'end') break;
    if (word === 'bad') {
      if (!ignore) setting.stop('bad-setting');
      return 'refused';
    }
    const plain = expanded(setting, word.text, { part: word, fatal: !ignore });
    if (plain === undefined) return 'refused';
    list.push(plain);
  }
  return 'end';
}

/** The next word; unknown escapes are taken as they are, with a warning. */
function nextWord(setting: Setting, reader: WordReader): Word | 'end' | 'bad' {
  const word = reader.next({ unquote: true, unescape: true });
  if (word !== 'bad') return word;
  const from = reader.at ?? 0;
  const relaxed = reader.next({ unquote: true, unescape: true, relaxed: true });
  if (relaxed === 'bad' || relaxed === 'end') {
    setting.error({
      id: 'unbalanced-quotes',
      message: 'A quote is not closed.',
      detail: 'systemd does not run this command.',
      part: { from, to: reader.text.length },
    });
    return 'bad';
  }
  setting.warn({
    id: 'unknown-escape',
    message: `${quoted(reader.text.slice(relaxed.from, relaxed.to))} has a backslash that begins no escape.`,
    detail: 'systemd keeps it as it stands. Write two backslashes for one.',
    part: relaxed,
  });
  return relaxed;
}

function isBoundary(text: string, at: number): boolean {
  return at >= text.length || BLANK.test(text.charAt(at));
}

function skipBlank(text: string, at: number): number {
  let next = at;
  while (next < text.length && BLANK.test(text.charAt(next))) next += 1;
  return next;
}

export const commandParsers: ValueParsers = { exec };
