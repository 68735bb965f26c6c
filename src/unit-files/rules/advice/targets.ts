import { valueSpan } from '../../parser/document.ts';
import { closest } from '../../spelling.ts';
import type { AdviceRule, Remark } from './advice.ts';
import type { Surroundings } from './surroundings.ts';

/** systemd.special(7) and systemd’s own units. */
const TARGETS = [
  'basic',
  'blockdev',
  'bluetooth',
  'boot-complete',
  'cryptsetup-pre',
  'cryptsetup',
  'ctrl-alt-del',
  'default',
  'emergency',
  'exit',
  'factory-reset',
  'final',
  'first-boot-complete',
  'getty-pre',
  'getty',
  'graphical-session-pre',
  'graphical-session',
  'graphical',
  'halt',
  'hibernate',
  'hybrid-sleep',
  'initrd-fs',
  'initrd-root-device',
  'initrd-root-fs',
  'initrd-switch-root',
  'initrd-usr-fs',
  'initrd',
  'integritysetup-pre',
  'integritysetup',
  'kbrequest',
  'kexec',
  'local-fs-pre',
  'local-fs',
  'machines',
  'multi-user',
  'network-online',
  'network-pre',
  'network',
  'nss-lookup',
  'nss-user-lookup',
  'paths',
  'poweroff',
  'printer',
  'reboot',
  'remote-cryptsetup',
  'remote-fs-pre',
  'remote-fs',
  'remote-veritysetup',
  'rescue',
  'rpcbind',
  'runlevel0',
  'runlevel1',
  'runlevel2',
  'runlevel3',
  'runlevel4',
  'runlevel5',
  'runlevel6',
  'shutdown',
  'sigpwr',
  'sleep',
  'slices',
  'smartcard',
  'sockets',
  'soft-reboot',
  'sound',
  'ssh-access',
  'storage-target-mode',
  'suspend-then-hibernate',
  'suspend',
  'swap',
  'sysinit',
  'system-update-pre',
  'system-update',
  'time-set',
  'time-sync',
  'timers',
  'tpm2',
  'umount',
  'usb-gadget',
  'veritysetup-pre',
  'veritysetup',
  'xdg-desktop-autostart',
];

/** Names that come from elsewhere and are near one of systemd’s. */
const ALSO_FINE = new Set(['networking', 'networks', 'boot', 'session']);

const KEYS: Readonly<Record<string, readonly string[]>> = {
  Install: ['WantedBy', 'RequiredBy', 'UpheldBy', 'Also'],
  Unit: ['Wants', 'Requires', 'Requisite', 'BindsTo', 'PartOf', 'Upholds', 'Before', 'After'],
};

/** verify does not look at [Install], and a dependency on a unit that isn't there is no error. */
export const unknownTarget: AdviceRule = {
  id: 'unknown-target',
  *check(surroundings) {
    for (const [section, keys] of Object.entries(KEYS)) {
      for (const key of keys) yield* misspelled(surroundings, section, key);
    }
  },
};

function* misspelled(around: Surroundings, section: string, key: string): Iterable<Remark> {
  for (const { word, in: setting, from } of around.unit.words(section, key)) {
    const name = /^([a-z0-9-]+)\.target$/i.exec(word)?.[1];
    if (!name || TARGETS.includes(name) || ALSO_FINE.has(name) || around.companion(word)) continue;
    const meant = closest(name, TARGETS, 2);
    if (!meant) continue;
    const span = valueSpan(setting, from, from + word.length);
    yield {
      span,
      message: `systemd has no ${word}; ${meant}.target is close.`,
      detail:
        section === 'Install'
          ? 'Enabling the unit links it to a target nothing ever starts.'
          : 'The dependency has no effect, and nobody complains.',
      fixes: [{ title: `Change to ${meant}.target`, edits: [{ span, text: `${meant}.target` }] }],
    };
  }
}
