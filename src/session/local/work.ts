/** Takes the learner's work out of a machine and puts it into another one. */
import { type Machine, MachineError } from '../../machine/machine.ts';
import type { Work } from './work-store.ts';

/** Files as of this mark are the exercise's; whatever changed later is the learner's. */
const MARK = '/run/lab/start-mark';
/**
 * Where learners work. Nothing below /run or /var outlives a reboot's worth of meaning. The units
 * lie in a file system of their own (sandbox/image/emulator), which `find -xdev etc` passes by.
 */
const PLACES = 'etc etc/systemd/system home root usr/local';
/** Larger files are left out, and so is work that is larger than this altogether. */
const LARGEST_FILE_KIB = 256;
const LARGEST_ARCHIVE_BYTES = 3 * 1024 * 1024;
const GATHER_TIMEOUT_MS = 60_000;

/** The machine is as its exercise starts: what follows is the learner's. */
export async function markStart(machine: Machine, signal: AbortSignal): Promise<void> {
  await machine.writeFiles([{ path: MARK, content: '' }], { signal });
}

/** Where the names of what changed are put down. */
const CHANGED = '/run/lab/changed';

const GATHER = `
cd /
for path in "$@"; do [ -e "$path" ] || printf '%s\\n' "$path"; done
echo
find ${PLACES} -xdev \\( -type f -size -${LARGEST_FILE_KIB}k -o -type l \\) -cnewer .${MARK} \\
  ! -name '.bash_history' -print0 >${CHANGED}
[ -s ${CHANGED} ] || exit 0
tar --create --null --files-from=${CHANGED} --no-recursion 2>/dev/null | gzip -c | base64 -w0`;

/** What nice(1) and a shell exit with when a program is not executable, and when there is none. */
const NOT_RUN = 126;
const NOT_FOUND = 127;

/** What the learner does goes first: in the emulator there is one slow processor for both. */
const ASIDE = ['nice', '-n', '19'];

/**
 * The learner's work as it is now, or undefined when it cannot be taken out. `start` are the paths
 * the exercise began with. Throws MachineError: `cannot-run` when the machine has lost the programs
 * for it, others when it is gone or does not answer.
 */
export async function takeWork(
  machine: Machine,
  start: readonly string[],
  signal: AbortSignal,
): Promise<Omit<Work, 'saved'> | undefined> {
  const done = await machine.exec([...ASIDE, '/bin/bash', '-c', GATHER, 'gather', ...start], {
    timeoutMs: GATHER_TIMEOUT_MS,
    maxBytes: LARGEST_ARCHIVE_BYTES,
    signal,
  });
  if (done.exitCode === NOT_RUN || done.exitCode === NOT_FOUND) {
    throw new MachineError('cannot-run', 'The machine lacks programs of its own.');
  }
  if (done.exitCode !== 0 || done.timedOut || done.truncated) return undefined;
  const lines = done.stdout.split('\n');
  const archive = lines.pop();
  if (archive === undefined) return undefined;
  return { archive, removed: lines.filter((line) => line !== '') };
}

const PUT_BACK = `
base64 -d | tar --extract --gzip --preserve-permissions --directory=/ || exit
[ $# -eq 0 ] || rm -f -- "$@"`;

/** What a boot would do now: read the unit files and start what is enabled. */
const GO_ON = 'systemctl daemon-reload && systemctl start --no-block sockets.target default.target';

/**
 * Puts work into a machine that is as its exercise starts, and starts what is enabled, as a reboot
 * would. False when not all of it could be put back. Throws MachineError.
 */
export async function putWork(
  machine: Machine,
  { archive, removed, saved }: Work,
  signal: AbortSignal,
): Promise<boolean> {
  const run = async (script: string, args: readonly string[], stdin?: string) => {
    const done = await machine.exec(['/bin/bash', '-c', script, 'lab', ...args], {
      ...(stdin === undefined ? {} : { stdin }),
      timeoutMs: GATHER_TIMEOUT_MS,
      signal,
    });
    return done.exitCode === 0 && !done.timedOut;
  };
  const whole = archive === '' || (await run(PUT_BACK, removed, archive));
  // After the archive: what was saved since it was made is the newer text.
  const files = Object.entries(saved).map(([path, content]) => ({ path, content }));
  if (files.length > 0) await machine.writeFiles(files, { signal });
  return (await run(GO_ON, [])) && whole;
}
