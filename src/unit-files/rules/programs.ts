import type { Command } from '../values/command.ts';
import type { UnitLoader } from './loader.ts';
import type { Unit } from './unit.ts';

/** Directories every Debian has. Whether a program is there only the machine can tell. */
const DIRECTORIES: ReadonlySet<string> = new Set(
  (
    '/bin /boot /dev /etc /home /lib /media /mnt /opt /proc /root /run /sbin /srv /sys /tmp /usr ' +
    '/var /usr/bin /usr/games /usr/include /usr/lib /usr/libexec /usr/local /usr/local/bin ' +
    '/usr/local/lib /usr/local/sbin /usr/sbin /usr/share /usr/src /var/cache /var/lib /var/local ' +
    '/var/log /var/mail /var/opt /var/run /var/spool /var/tmp /etc/init.d /etc/systemd ' +
    '/etc/default /lib/systemd /usr/lib/systemd /run/systemd'
  ).split(' '),
);

/** Says which commands of a unit that loads can't be programs, being directories. */
export function checkPrograms(unit: Unit, loader: UnitLoader): void {
  for (const [key, commands] of unit.settings.commands) {
    for (const command of looksAt(commands, loader.version)) {
      if (command.prefixes.includes('-') || !DIRECTORIES.has(command.path)) continue;
      loader.report(unit, 'error', {
        id: 'command-is-directory',
        message: `${command.path} is a directory, not a command.`,
        detail: 'Name the program in it.',
        about: [key],
      });
    }
  }
}

/** verify of 252 only looks at the first command of each kind. */
function looksAt(commands: readonly Command[], version: number): readonly Command[] {
  return version < 253 ? commands.slice(0, 1) : commands;
}
