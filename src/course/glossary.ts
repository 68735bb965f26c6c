/** Words of the field, for <Term>. A meaning is one or two sentences and may hold `code`. */
export interface Meaning {
  readonly term: string;
  readonly meaning: string;
}

export const GLOSSARY: Readonly<Record<string, Meaning>> = {
  accept: {
    term: 'accept',
    meaning:
      'The system call that takes one waiting connection off a listening socket and gives it a descriptor of its own.',
  },
  backlog: {
    term: 'backlog',
    meaning:
      'The queue of connections the kernel has completed and nobody has accepted yet. `Backlog=` sets its length.',
  },
  descriptor: {
    term: 'file descriptor',
    meaning:
      'A small number by which a process names something open: a file, a pipe, a socket. 0, 1 and 2 are standard input, output and error.',
  },
  'drop-in': {
    term: 'drop-in',
    meaning:
      'A file `NAME.d/*.conf` beside a unit. Its lines are read after the unit file, as if they stood at its end.',
  },
  'end-of-file': {
    term: 'end of file',
    meaning:
      'What a reader gets when the other side will send no more. On a connection it means the peer has closed its sending side.',
  },
  instance: {
    term: 'instance',
    meaning:
      'One unit made from a template: the part between `@` and the suffix is its name, as in `demo-echo@0-….service`.',
  },
  journal: {
    term: 'journal',
    meaning:
      "systemd's log. Every entry carries the unit it belongs to, so `journalctl -u NAME` shows one unit's story.",
  },
  listener: {
    term: 'listening socket',
    meaning:
      'A socket that takes no data itself: it waits for connections on an address, and each one accepted becomes a socket of its own.',
  },
  'pid-1': {
    term: 'PID 1',
    meaning:
      'The first process the kernel starts, and the ancestor of all others. On this machine it is systemd.',
  },
  'socket-activation': {
    term: 'socket activation',
    meaning:
      'systemd opens the listening socket itself and starts the service when traffic arrives there. The service is handed the open socket.',
  },
  'socket-unit': {
    term: 'socket unit',
    meaning:
      'A unit file ending in `.socket`: an address systemd listens on, and what to do when traffic arrives there.',
  },
  'sockets-target': {
    term: 'sockets.target',
    meaning:
      'The unit that stands for "all sockets are open" during boot. Enabling a socket unit hangs it in here.',
  },
  specifier: {
    term: 'specifier',
    meaning:
      'A `%` and a letter in a unit file, replaced when the unit is loaded: `%i` by the instance name, `%n` by the full name of the unit.',
  },
  target: {
    term: 'target',
    meaning:
      'A unit that does nothing itself and groups others, so that they can be started together.',
  },
  template: {
    term: 'template',
    meaning:
      'A unit file with `@` before its suffix. It is never started itself: systemd makes instances from it.',
  },
  unit: {
    term: 'unit',
    meaning:
      'Anything systemd manages: a service, a socket, a mount, a timer. Most are described by a file of the same name.',
  },
};
