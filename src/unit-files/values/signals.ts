import { parseInt32, parseUint8 } from './numbers.ts';
import { unbalanced } from './paths.ts';
import { IGNORED_PART, notA, saying } from './say.ts';
import type { ValueParser, ValueParsers } from './value.ts';
import { WordReader } from './words.ts';

/** Signals by name without SIG; RTMIN+n and RTMAX-n come on top. */
export const SIGNALS =
  'HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP TSTP TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS'.split(
    ' ',
  );

const REALTIME = 30;
const SIGNAL_MAX = 64;

/** Exit statuses by name (systemd.exec(5), PROCESS EXIT CODES). */
export const EXIT_STATUSES =
  'SUCCESS FAILURE CHDIR NICE FDS EXEC MEMORY LIMITS OOM_ADJUST SIGNAL_MASK STDIN STDOUT CHROOT IOPRIO TIMERSLACK SECUREBITS SETSCHEDULER CPUAFFINITY GROUP USER CAPABILITIES CGROUP SETSID CONFIRM STDERR PAM NETWORK NAMESPACE NO_NEW_PRIVILEGES SECCOMP SELINUX_CONTEXT PERSONALITY APPARMOR ADDRESS_FAMILIES RUNTIME_DIRECTORY CHOWN SMACK_PROCESS_LABEL KEYRING STATE_DIRECTORY CACHE_DIRECTORY LOGS_DIRECTORY CONFIGURATION_DIRECTORY NUMA_POLICY CREDENTIALS BPF EXCEPTION INVALIDARGUMENT NOTIMPLEMENTED NOPERMISSION NOTINSTALLED NOTCONFIGURED NOTRUNNING USAGE DATAERR NOINPUT NOUSER NOHOST UNAVAILABLE SOFTWARE OSERR OSFILE CANTCREAT IOERR TEMPFAIL PROTOCOL NOPERM CONFIG'.split(
    ' ',
  );

/** Whether text is a signal: `TERM`, `SIGTERM`, `15`, `RTMIN+3`. */
export function isSignal(text: string): boolean {
  const number = parseInt32(text);
  if (typeof number === 'number') return number > 0 && number <= SIGNAL_MAX;
  const name = text.replace(/^SIG/, '');
  if (SIGNALS.includes(name) || name === 'RTMIN' || name === 'RTMAX') return true;
  const offset = /^(?:RTMIN(\+.*)|RTMAX(-.*))$/s.exec(name);
  const distance = parseInt32(offset?.[1] ?? offset?.[2] ?? '');
  if (typeof distance !== 'number') return false;
  return offset?.[1]
    ? distance >= 0 && distance <= REALTIME
    : distance <= 0 && distance >= -REALTIME;
}

const signal: ValueParser = (setting) => {
  if (!isSignal(setting.value))
    setting.warn(notA('bad-signal', 'a signal such as SIGTERM', setting.value));
};

const statuses: ValueParser = (setting) => {
  const { key, value, version, unit } = setting;
  const set = unit.settings.lists.get(key) ?? [];
  unit.settings.lists.set(key, set);
  if (value === '') set.length = 0;
  const reader = new WordReader(value);
  for (;;) {
    const word = reader.next();
    if (word === 'end') return;
    if (word === 'bad') return unbalanced(setting);
    const named = EXIT_STATUSES.includes(word.text) || (word.text === 'KSM' && version >= 257);
    if (named || typeof parseUint8(word.text) === 'number' || isSignal(word.text)) {
      set.push(word.text);
    } else {
      const complaint = notA('bad-exit-status', 'an exit status or a signal', word.text, word);
      setting.warn(saying(complaint, IGNORED_PART));
    }
  }
};

export const signalParsers: ValueParsers = { signal, set_status: statuses };
