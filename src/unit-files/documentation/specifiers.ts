/** What a specifier stands for (systemd.unit(5), SPECIFIERS); in a system unit, not a user's. */
export const SPECIFIERS: Readonly<Record<string, string>> = {
  '%': 'A single percent sign.',
  a: 'The machine’s architecture, such as x86-64.',
  A: 'The version of the system image.',
  b: 'The ID of this boot.',
  B: 'The build ID of the system.',
  C: 'Where caches are kept: /var/cache.',
  d: 'The directory with the unit’s credentials.',
  D: 'Where shared data is kept: /usr/share. From systemd 256.',
  E: 'Where configuration is kept: /etc.',
  f: 'The instance, or the name before the @, unescaped and as a path.',
  g: 'The manager’s group: root.',
  G: 'The number of the manager’s group: 0.',
  h: 'The manager’s home directory: /root. `User=` does not change it.',
  H: 'The machine’s name when the unit is loaded.',
  i: 'The instance: what stands between @ and the type, as it is. Empty outside templates.',
  I: 'The instance, unescaped.',
  j: 'The last part of the name, behind its last dash.',
  J: 'The last part of the name, unescaped.',
  l: 'The machine’s name up to its first dot.',
  L: 'Where logs are kept: /var/log.',
  m: 'The machine ID.',
  M: 'The ID of the system image.',
  n: 'The unit’s full name.',
  N: 'The unit’s full name without its type.',
  o: 'The ID of the operating system, such as debian.',
  p: 'The name before the @, or the whole name without its type.',
  P: 'The same as %p, unescaped.',
  q: 'The machine’s pretty name.',
  s: 'The manager’s shell.',
  S: 'Where state is kept: /var/lib.',
  t: 'Where runtime files are kept: /run.',
  T: 'Where temporary files are kept: /tmp.',
  u: 'The manager’s user: root. `User=` does not change it.',
  U: 'The number of the manager’s user: 0.',
  v: 'The kernel’s release.',
  V: 'Where larger temporary files are kept: /var/tmp.',
  w: 'The version of the operating system, such as 12.',
  W: 'The variant of the operating system.',
  y: 'The path of this unit file.',
  Y: 'The directory of this unit file.',
};

/** Offered first: those that make one file fit several units. */
export const USUAL_SPECIFIERS = ['i', 'I', 'p', 'n', 'N', 't', 'S', 'H', '%'];

/** Where one begins and how long it is; `%%` counts as one. */
export const SPECIFIER = /%[A-Za-z%]/g;
