// @ts-check
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';

/** Ids that one machine maps: as many as a Debian system may use, nobody (65534) included. */
const IDS_PER_MACHINE = 65_536;
const MACHINES = 1_000;
/** Below it are the ranges that useradd hands out to people, 65,536 each. */
const FIRST_ID = 1_000_000;
const LAST_ID = 2 ** 32 - 2;

const INOTIFY_SETTING = '/proc/sys/fs/inotify/max_user_instances';
const INOTIFY_INSTANCES = 8_192;
const SYSCTL_FILE = '/etc/sysctl.d/60-socket-activation-lab.conf';

/**
 * The line to append to /etc/subuid or /etc/subgid (subuid(5)) so that `owner` can run machines
 * that each have ids of their own; undefined when what is there suffices.
 *
 * @param {string} text of the file
 * @param {string} owner `containers` for root's Podman; otherwise the user
 */
export function subordinateIdLine(text, owner) {
  const ranges = text
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name = '', first, count]) => ({ name, first: Number(first), count: Number(count) }))
    .filter(({ first, count }) => first >= 0 && count > 0);
  const enough = ranges.some(({ name, count }) => name === owner && count >= 2 * IDS_PER_MACHINE);
  if (enough) return undefined;
  const ends = ranges.map(({ first, count }) => first + count);
  const first = Math.ceil(Math.max(FIRST_ID, ...ends) / IDS_PER_MACHINE) * IDS_PER_MACHINE;
  const count =
    Math.min(MACHINES, Math.floor((LAST_ID - first) / IDS_PER_MACHINE)) * IDS_PER_MACHINE;
  return count > 0 ? `${owner}:${first}:${count}` : undefined;
}

/** Gives root's Podman ids for machines. */
export function grantSubordinateIds() {
  for (const path of ['/etc/subuid', '/etc/subgid']) {
    const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
    const line = subordinateIdLine(text, 'containers');
    if (line) appendFileSync(path, `${text === '' || text.endsWith('\n') ? '' : '\n'}${line}\n`);
  }
}

/**
 * Every systemd takes about four inotify instances, and the kernel's default of 128 ends at some
 * thirty machines. Where this host's settings cannot be changed from here, it stays at that.
 */
export function raiseInotifyLimit() {
  if (Number(readFileSync(INOTIFY_SETTING, 'utf8')) >= INOTIFY_INSTANCES) return;
  try {
    writeFileSync(INOTIFY_SETTING, String(INOTIFY_INSTANCES));
    writeFileSync(
      SYSCTL_FILE,
      `# Socket Activation Lab: every machine's systemd watches files.\nfs.inotify.max_user_instances = ${INOTIFY_INSTANCES}\n`,
    );
  } catch {
    // Read-only in a container, or no sysctl.d: capacity is all that is lost.
  }
}
