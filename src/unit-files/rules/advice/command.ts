/** A word of a command line, as it stands between white space; quotes are kept. */
export interface Word {
  /** Without the quotes around it. */
  readonly text: string;
  /** Index into the value. */
  readonly from: number;
  readonly to: number;
  readonly quoted: boolean;
}

/** One command of an `Exec…=` setting. */
export interface Command {
  /** Special characters before the program: `-`, `@`, `:`, `+`, `!`. */
  readonly prefix: string;
  /** Where the program begins, behind the prefix. */
  readonly from: number;
  readonly to: number;
  /** Program first. */
  readonly words: readonly Word[];
}

const WORD = /(?:"(?:\\.|[^"\\])*"?|'(?:\\.|[^'\\])*'?|\\.|[^\s"'\\]|\\$)+/gs;

/** Takes an `Exec…=` value apart into its commands; `;` as a word of its own separates them. */
export function commandsOf(value: string): readonly Command[] {
  const commands: Command[] = [];
  let words: Word[] = [];
  const finish = (): void => {
    const [first, ...rest] = words;
    words = [];
    if (!first) return;
    const prefix = /^[-@:+!|]*/.exec(value.slice(first.from, first.to))?.[0] ?? '';
    const program = wordAt(value, first.from + prefix.length, first.to);
    const to = rest.at(-1)?.to ?? first.to;
    commands.push({ prefix, from: program.from, to, words: [program, ...rest] });
  };
  for (const match of value.matchAll(WORD)) {
    if (match[0] === ';') finish();
    else words.push(wordAt(value, match.index, match.index + match[0].length));
  }
  finish();
  return commands;
}

function wordAt(value: string, from: number, to: number): Word {
  const raw = value.slice(from, to);
  const quoted = /^(["']).*\1$/s.test(raw) && raw.length > 1;
  return { text: quoted ? raw.slice(1, -1) : raw, from, to, quoted };
}

/** The program's name without its folder. */
export function programName(command: Command): string {
  const path = command.words[0]?.text ?? '';
  return path.slice(path.lastIndexOf('/') + 1);
}

const SHELLS = new Set(['sh', 'bash', 'dash', 'ash', 'zsh', 'ksh', 'busybox', 'fish']);

export function isShell(command: Command): boolean {
  return SHELLS.has(programName(command));
}

/** Programs that read standard input and know nothing of sockets. */
const FILTERS = new Set(
  'awk base64 bc cat cut date dd echo fortune grep head hexdump hostname md5sum nl printf rev sed sha256sum sort tac tail tee tr uname uniq uptime wc xxd yes'.split(
    ' ',
  ),
);

export function isFilter(command: Command): boolean {
  return FILTERS.has(programName(command));
}

/** Programs that run what somebody wrote. */
export function isInterpreter(command: Command): boolean {
  return /^(?:python|perl|ruby|node|lua|php|awk)[0-9.]*$/.test(programName(command));
}

/** Writes text so that systemd reads it as one word, unchanged (systemd.syntax(7), quoting). */
export function quoteWord(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
