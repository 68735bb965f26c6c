import { spawnSync } from 'node:child_process';

/** A directory with a Debian unpacked in it that has systemd; `/` is this machine. */
export interface Root {
  readonly path: string;
  /** systemd's major version. */
  readonly version: number;
  /** Runs a command in it, as root. */
  run(
    argv: readonly string[],
    stdin?: string,
  ): { stdout: string; stderr: string; exitCode: number };
}

const ENVIRONMENT = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  HOME: '/root',
  LC_ALL: 'C',
  SYSTEMD_UNIT_PATH: '',
};

function open(path: string): Root {
  const run: Root['run'] = (argv, stdin = '') => {
    const [command = '', ...rest] = path === '/' ? argv : ['chroot', path, ...argv];
    const { stdout, stderr, status, error } = spawnSync(command, rest, {
      input: stdin,
      encoding: 'utf8',
      env: ENVIRONMENT,
      maxBuffer: 1 << 30,
    });
    if (error) throw error;
    return { stdout, stderr, exitCode: status ?? 128 };
  };
  const version = Number(/^systemd (\d+)/.exec(run(['systemctl', '--version']).stdout)?.[1]);
  if (!version) throw new Error(`There is no systemd in ${path}.`);
  return { path, version, run };
}

/** The directories named on the command line, oldest systemd first. */
export function rootsOf(argv: readonly string[]): readonly Root[] {
  if (argv.length === 0)
    throw new Error('Name the directories that hold a systemd, one a version.');
  return argv.map(open).sort((a, b) => a.version - b.version);
}
