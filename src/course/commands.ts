/** The commands a learner must be able to read, and where their outputs are recorded. */

export interface Command {
  /** Id of its section in the lesson that takes it apart. */
  readonly id: string;
  /** As it is typed. */
  readonly command: string;
  /** What it answers, without "You want to know". */
  readonly question: string;
  /** What the commands of its kind have in common. */
  readonly pattern: RegExp;
}

/** The lesson that shows an output of each and explains it field by field, below /learn/. */
export const COMMANDS_LESSON = 'orientation/read-commands';

export const COMMANDS: readonly Command[] = [
  {
    id: 'list-sockets',
    command: 'systemctl list-sockets',
    question: 'Which addresses systemd listens on, and what each of them starts',
    pattern: /\bsystemctl (?:\S+ )*list-sockets\b/,
  },
  {
    id: 'status',
    command: 'systemctl status app.socket',
    question: 'How a unit is doing',
    pattern: /\bsystemctl status\b/,
  },
  {
    id: 'cat',
    command: 'systemctl cat app.service',
    question: 'What stands in the files of a unit, drop-ins included',
    pattern: /\bsystemctl cat\b/,
  },
  {
    id: 'show',
    command: 'systemctl show app.socket -p SubState -p NAccepted',
    question: 'One property, exactly',
    pattern: /\bsystemctl show\b/,
  },
  {
    id: 'is-enabled',
    command: 'systemctl is-enabled app.socket app.service',
    question: 'What the next boot does with a pair',
    pattern: /\bsystemctl is-enabled\b/,
  },
  {
    id: 'dependencies',
    command: 'systemctl list-dependencies sockets.target',
    question: 'Which sockets a boot opens',
    pattern: /\bsystemctl (?:\S+ )*list-dependencies\b/,
  },
  {
    id: 'verify',
    command: 'systemd-analyze verify /etc/systemd/system/app.socket',
    question: 'Whether systemd understands a file',
    pattern: /\bsystemd-analyze verify\b/,
  },
  {
    id: 'critical-chain',
    command: 'systemd-analyze critical-chain app.socket',
    question: 'What a unit has waited for',
    pattern: /\bsystemd-analyze critical-chain\b/,
  },
  {
    id: 'security',
    command: 'systemd-analyze security app.service',
    question: 'What a service could do if it wanted',
    pattern: /\bsystemd-analyze security\b/,
  },
  {
    id: 'journal',
    command: 'journalctl -u app.socket -u app.service -b',
    question: 'What has happened',
    pattern: /\bjournalctl\b/,
  },
  {
    id: 'ss',
    command: 'sudo ss -tulpen',
    question: 'Who holds a port',
    pattern: /\bss -/,
  },
  {
    id: 'restart',
    command:
      'systemctl show app.service -p Restart -p RestartUSec -p StartLimitBurst -p StartLimitIntervalUSec',
    question: 'What comes after a crash, and how often',
    pattern: /\bsystemctl show\b.*-[pP] ?(?:Restart|StartLimit)/,
  },
  {
    id: 'network',
    command: 'systemctl show app.service -p IPAccounting -p IPAddressDeny -p SocketBindDeny',
    question: 'What a service has been told about the network',
    pattern: /\bsystemctl show\b.*-[pP] ?(?:IPAccounting|IPAddress|SocketBind)/,
  },
];

/** An output of a lesson, without what it says. */
export interface RecordedCommand {
  /** Folder of the lesson, for example `01-first-socket/02-demo-echo`. */
  readonly folder: string;
  readonly command: string;
}

/** Folders of the lessons that show an output of such a command. */
export function foldersShowing(
  { pattern }: Command,
  records: readonly RecordedCommand[],
): ReadonlySet<string> {
  return new Set(
    records.filter(({ command }) => pattern.test(command)).map(({ folder }) => folder),
  );
}
