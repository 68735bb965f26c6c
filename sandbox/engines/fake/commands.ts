import type { FakeUnits } from './units.ts';

/** What a command of the fake machine sees of its surroundings. */
export interface CommandContext {
  readonly units: FakeUnits;
  readonly read: (path: string) => string | undefined;
  readonly user: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly stdin: string;
  readonly size: { readonly cols: number; readonly rows: number };
  readonly poweroff: () => void;
}

/** One finished command. `endless` commands (`sleep`, `yes`) run until they are ended. */
export interface CommandResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
  readonly endless?: boolean;
}

type Command = (args: readonly string[], context: CommandContext) => CommandResult;

const ok = (stdout = ''): CommandResult => ({ stdout, stderr: '', exitCode: 0 });
const fail = (exitCode: number, stderr = ''): CommandResult => ({ stdout: '', stderr, exitCode });

/** The programs a fake machine has: what the engines' contract and the server's tests run. */
const COMMANDS: Readonly<Record<string, Command>> = {
  true: () => ok(),
  false: () => fail(1),
  echo: (args) => ok(`${args.join(' ')}\n`),
  pwd: (_args, { cwd }) => ok(`${cwd}\n`),
  id: (_args, { user }) => ok(`${user}\n`),
  printenv: ([name = ''], { env }) => (name in env ? ok(`${env[name]}\n`) : fail(1)),
  seq: ([last = '0']) =>
    ok(Array.from({ length: Number(last) }, (_, index) => `${index + 1}\n`).join('')),
  stty: (_args, { size }) => ok(`${size.rows} ${size.cols}\n`),
  sleep: () => ({ ...ok(), endless: true }),
  yes: () => ({ ...ok('y\n'.repeat(512)), endless: true }),
  cat: ([path], { read, stdin }) => {
    if (path === undefined) return ok(stdin);
    const text = read(path);
    return text === undefined ? fail(1, `cat: ${path}: No such file or directory\n`) : ok(text);
  },
  sudo: (args, context) => runCommand(args, { ...context, user: 'root' }) ?? fail(1),
  systemctl: (args, { units }) => units.systemctl(args),
  'systemd-analyze': () => ok(),
  poweroff: (_args, { poweroff }) => {
    poweroff();
    return ok();
  },
};

/** Runs one command; undefined when the fake machine has no such program. */
export function runCommand(argv: readonly string[], context: CommandContext) {
  const [name = '', ...args] = argv;
  return COMMANDS[name.split('/').at(-1) ?? '']?.(args, context);
}
