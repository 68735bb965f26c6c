import { type Cancellable, type FileWrite, MachineError } from '../machine.ts';
import { runCall } from './call.ts';
import { AbsentError } from './channel.ts';
import type { AgentLink } from './link.ts';
import { Call } from './protocol.ts';

/** Largest file that is read or written. */
const FILE_LIMIT = 4 * 1024 * 1024;
const DEFAULT_MODE = 0o644;

const utf8 = new TextEncoder();

function checkPath(path: string): void {
  const parts = path.split('/').slice(1);
  const plain = path.startsWith('/') && !path.includes('\0');
  if (!plain || parts.some((part) => part === '' || part === '.' || part === '..')) {
    throw new MachineError(
      'bad-path',
      `${path.slice(0, 200)}: a path in the machine is absolute, names a file and holds no “..”.`,
    );
  }
}

/** Reads one file: see `Machine.readFile`. */
export async function readFile(
  link: AgentLink,
  path: string,
  options: Cancellable = {},
): Promise<Uint8Array | undefined> {
  checkPath(path);
  try {
    const { output } = await runCall(link, {
      call: Call.read,
      fields: [['f', path]],
      signal: options.signal,
      outputLimit: FILE_LIMIT,
    });
    return output;
  } catch (error) {
    if (error instanceof AbsentError) return undefined;
    throw error;
  }
}

/**
 * Writes all files or none: see `Machine.writeFiles`. Each is written beside its place and
 * renamed into it once all are complete. A symbolic link in its place is replaced, not followed;
 * directories that are made belong to the file's owner.
 */
export async function writeFiles(
  link: AgentLink,
  files: readonly FileWrite[],
  options: Cancellable = {},
): Promise<void> {
  const input: Uint8Array[] = [];
  for (const file of files) {
    checkPath(file.path);
    const content = typeof file.content === 'string' ? utf8.encode(file.content) : file.content;
    if (content.length > FILE_LIMIT) {
      throw new MachineError('too-large', `${file.path} is larger than 4 MiB.`);
    }
    const user = file.user ?? 'root';
    if (user.includes('\0')) throw new MachineError('bad-path', 'A user name holds no NUL.');
    const mode = (file.mode ?? DEFAULT_MODE).toString(8);
    input.push(utf8.encode(`${file.path}\0${mode}\0${user}\0${content.length}\0`), content);
  }
  if (files.length === 0) return;
  try {
    await runCall(link, { call: Call.write, fields: [], signal: options.signal, input });
  } catch (error) {
    if (error instanceof AbsentError) throw new MachineError('bad-path', error.message);
    throw error;
  }
}
