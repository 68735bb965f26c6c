/** Units of systemd a learner meets, and what they stand for (systemd.special(7)). */
export const KNOWN_UNITS: Readonly<Record<string, string>> = {
  'sockets.target': 'All sockets that listen from boot on. Reached before services start.',
  'multi-user.target': 'The usual state of a machine without a desktop.',
  'graphical.target': 'multi-user.target and a desktop.',
  'default.target': 'Whatever the machine boots into.',
  'basic.target': 'Sockets, timers, paths and early setup are done; services wait for it.',
  'sysinit.target': 'Early setup is done: file systems, devices, logging.',
  'network.target':
    'The network is being managed. It says nothing about addresses or reachability.',
  'network-online.target': 'The network is up, as far as somebody waits for it. Delays boot.',
  'network-pre.target': 'Before the network is touched: for firewalls.',
  'nss-lookup.target': 'Host names can be looked up.',
  'local-fs.target': 'Local file systems are mounted.',
  'remote-fs.target': 'Network file systems are mounted.',
  'time-sync.target': 'The clock is right.',
  'timers.target': 'All timers that run from boot on.',
  'shutdown.target': 'Everything stops for it.',
  'rescue.target': 'A shell for repairs.',
  'system.slice': 'Where services are unless told otherwise.',
  'user.slice': 'Where people’s sessions are.',
};

/** Targets that units are enabled into. */
export const INSTALL_TARGETS: Readonly<Record<string, readonly string[]>> = {
  socket: ['sockets.target'],
  service: ['multi-user.target', 'graphical.target', 'default.target'],
  timer: ['timers.target'],
  path: ['paths.target'],
};
