/** What a section is for. */
export const SECTIONS: Readonly<Record<string, { readonly text: string; readonly page: string }>> =
  {
    Unit: {
      text: 'What holds for every kind of unit: its name for people, its order among others, conditions.',
      page: 'systemd.unit(5)',
    },
    Socket: {
      text: 'What systemd listens on, and how it hands connections to the service. Read by systemd, not by the service.',
      page: 'systemd.socket(5)',
    },
    Service: {
      text: 'The program to run: its command, user, standard input and output, limits.',
      page: 'systemd.service(5)',
    },
    Install: {
      text: 'What `systemctl enable` does with the unit. The running unit never looks at it.',
      page: 'systemd.unit(5)',
    },
    Timer: { text: 'When to start another unit.', page: 'systemd.timer(5)' },
    Path: { text: 'Which files to watch, to start another unit.', page: 'systemd.path(5)' },
    Mount: { text: 'What to mount, and where.', page: 'systemd.mount(5)' },
    Automount: { text: 'What to mount once somebody looks.', page: 'systemd.automount(5)' },
    Swap: { text: 'Which swap to use.', page: 'systemd.swap(5)' },
    Slice: { text: 'Limits for a group of units together.', page: 'systemd.slice(5)' },
    Scope: { text: 'Processes somebody else started.', page: 'systemd.scope(5)' },
  };
