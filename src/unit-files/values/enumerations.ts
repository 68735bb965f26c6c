import type { SystemdVersion } from '../directives/directives.ts';
import { parseBoolean } from './booleans.ts';
import { parseUint32 } from './numbers.ts';
import { notA } from './say.ts';
import type { ValueParser, ValueParsers } from './value.ts';

/** A setting that takes one word of a list. */
export interface Enumeration {
  /** Words in the order the manual lists them; `word@257` came after 252. */
  readonly words: string;
  /** What systemd makes of a boolean: the words for yes and no. */
  readonly boolean?: readonly [yes: string, no: string];
  /** A number up to this is taken too. */
  readonly number?: number;
  /** Empty means the default. */
  readonly empty?: true;
}

/** Every value type that is one word of a list. */
export const ENUMERATIONS: Readonly<Record<string, Enumeration>> = {
  collect_mode: { words: 'inactive inactive-or-failed' },
  device_policy: { words: 'auto closed strict' },
  emergency_action: {
    words:
      'none reboot reboot-force reboot-immediate poweroff poweroff-force poweroff-immediate exit ' +
      'exit-force soft-reboot@257 soft-reboot-force@257 kexec@257 kexec-force@257 halt@257 ' +
      'halt-force@257 halt-immediate@257',
  },
  exec_cpu_sched_policy: { words: 'other batch idle fifo rr', number: 0x7fffffff, empty: true },
  exec_io_class: { words: 'none realtime best-effort idle', number: 8, empty: true },
  exec_keyring_mode: { words: 'inherit private shared' },
  exec_mount_flags: { words: 'shared slave private', empty: true },
  exec_mount_propagation_flag: { words: 'shared slave private', empty: true },
  exec_preserve_mode: { words: 'no yes restart', boolean: ['yes', 'no'] },
  exec_utmp_mode: { words: 'init login user' },
  ip_tos: { words: 'low-delay throughput reliability low-cost', number: 255, empty: true },
  job_mode: {
    words:
      'fail replace replace-irreversibly isolate flush ignore-dependencies ignore-requirements ' +
      'triggering restart-dependencies@257',
  },
  kill_mode: { words: 'control-group mixed process none', empty: true },
  log_facility: {
    words:
      'kern user mail daemon auth syslog lpr news uucp cron authpriv ftp local0 local1 local2 ' +
      'local3 local4 local5 local6 local7',
    number: 127,
  },
  log_level: { words: 'emerg alert crit err warning notice info debug', number: 7 },
  managed_oom_preference: { words: 'none avoid omit' },
  memory_pressure_watch: { words: 'auto yes no skip', boolean: ['yes', 'no'] },
  notify_access: { words: 'none main exec all' },
  numa_policy: { words: 'default preferred bind interleave local', empty: true },
  oom_policy: { words: 'continue stop kill' },
  private_pids: { words: 'no yes', boolean: ['yes', 'no'] },
  private_tmp: { words: 'no connected disconnected', boolean: ['connected', 'no'] },
  private_users: { words: 'no self identity', boolean: ['self', 'no'] },
  proc_subset: { words: 'all pid' },
  protect_control_groups: { words: 'no yes private strict', boolean: ['yes', 'no'] },
  protect_home: { words: 'no yes read-only tmpfs', boolean: ['yes', 'no'] },
  protect_proc: { words: 'default noaccess invisible ptraceable' },
  protect_system: { words: 'no yes full strict', boolean: ['yes', 'no'] },
  runtime_preserve_mode: { words: 'no yes restart', boolean: ['yes', 'no'] },
  service_exit_type: { words: 'main cgroup' },
  service_restart: { words: 'no on-success on-failure on-abnormal on-watchdog on-abort always' },
  service_restart_mode: { words: 'normal direct debug@257' },
  service_timeout_failure_mode: { words: 'terminate abort kill' },
  service_type: { words: 'simple exec forking oneshot dbus notify notify-reload@257 idle' },
  socket_bind: { words: 'default both ipv6-only', boolean: ['ipv6-only', 'both'] },
  socket_timestamping: { words: 'off us usec µs μs ns nsec', boolean: ['ns', 'off'] },
};

/** Words a value type takes in a version of systemd; undefined when it is no enumeration. */
export function wordsOf(type: string, version: SystemdVersion): readonly string[] | undefined {
  return ENUMERATIONS[type]?.words.split(' ').flatMap((word) => {
    const [name = '', since] = word.split('@');
    return since && Number(since) > version ? [] : [name];
  });
}

function enumeration(type: string, { boolean, number, empty }: Enumeration): ValueParser {
  return (setting) => {
    const { value, version, unit, key } = setting;
    if (value === '' && empty) {
      unit.settings.words.delete(key);
      return;
    }
    const words = wordsOf(type, version) ?? [];
    const choice = boolean ? parseBoolean(value) : undefined;
    if (boolean && choice !== undefined) {
      unit.settings.words.set(key, boolean[choice ? 0 : 1]);
    } else if (words.includes(value) || isNumberUpTo(value, number)) {
      unit.settings.words.set(key, value);
    } else {
      setting.warn(
        notA('bad-choice', `one of ${listed(boolean ? withBooleans(words) : words)}`, value),
      );
    }
  };
}

function isNumberUpTo(text: string, max: number | undefined): boolean {
  if (max === undefined) return false;
  const value = parseUint32(text);
  return typeof value === 'number' && value <= max;
}

function withBooleans(words: readonly string[]): readonly string[] {
  return [...new Set(['yes', 'no', ...words])];
}

function listed(words: readonly string[]): string {
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

const words: ValueParsers = Object.fromEntries(
  Object.entries(ENUMERATIONS).map(([type, one]) => [type, enumeration(type, one)]),
);

const killMode: ValueParser = (setting) => {
  words.kill_mode?.(setting);
  if (setting.value === 'none') {
    setting.warn({
      id: 'kill-mode-none',
      message: 'KillMode=none leaves processes behind when the unit stops; it is deprecated.',
      detail: 'Write KillMode=mixed or leave the setting out.',
    });
  }
};

export const enumerationParsers: ValueParsers = { ...words, kill_mode: killMode };
