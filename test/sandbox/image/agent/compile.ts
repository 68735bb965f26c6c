/** The agent's sources, compiled as for the image. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SOURCES = fileURLToPath(new URL('../../../../sandbox/image/agent', import.meta.url));

function compiler(): string {
  const found = ['musl-gcc', 'gcc', 'cc'].find((name) =>
    (process.env.PATH ?? '').split(':').some((folder) => existsSync(join(folder, name))),
  );
  if (found === undefined)
    throw new Error('There is no C compiler: run node sandbox/setup.mjs test');
  return found;
}

/** Compiles once for each state of the sources; returns the program's path. */
function compile(name: string, files: readonly string[], flags: readonly string[]): string {
  const cc = compiler();
  const folder = join(tmpdir(), `lab-agent-${process.getuid?.() ?? 0}`);
  const content = createHash('sha256').update(`${cc} ${flags.join(' ')}`);
  const headers = readdirSync(SOURCES)
    .filter((file) => file.endsWith('.h'))
    .sort()
    .map((file) => join(SOURCES, file));
  for (const file of [...files, ...headers]) content.update(readFileSync(file));
  const program = join(folder, `${name}-${content.digest('hex').slice(0, 16)}`);
  if (existsSync(program)) return program;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // Test files run side by side: each compiles for itself, the last rename stays.
  const own = `${program}.${process.pid}`;
  execFileSync(cc, [
    '-std=gnu11',
    '-Wall',
    '-Wextra',
    '-Werror',
    '-static',
    ...flags,
    '-o',
    own,
    ...files,
  ]);
  renameSync(own, program);
  return program;
}

/**
 * Path of a freshly compiled lab-agent that knows the accounts of this file, not the host's: a
 * test must not run what a developer's shell runs at login.
 */
export function compileAgent(passwdFile: string): string {
  const files = readdirSync(SOURCES).filter((file) => file.endsWith('.c'));
  return compile(
    'lab-agent',
    files.sort().map((file) => join(SOURCES, file)),
    ['-Os', `-DPASSWD_FILE="${passwdFile}"`],
  );
}

/** Path of a program made of a test's own main file and some of the agent's sources. */
export function compileWith(main: string, sources: readonly string[]): string {
  return compile(
    'with-agent',
    [main, ...sources.map((file) => join(SOURCES, file))],
    ['-O1', '-fsanitize=undefined', '-fsanitize-undefined-trap-on-error', `-I${SOURCES}`],
  );
}

/** Text of one of the agent's sources. */
export function agentSource(file: string): string {
  return readFileSync(join(SOURCES, file), 'utf8');
}
