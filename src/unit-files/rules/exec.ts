import type { SystemdVersion } from '../directives/directives.ts';
import { isBelowApiVfs } from '../values/path.ts';
import type { UnitComplaint } from './loader.ts';
import type { Settings, Unit } from './unit.ts';

/** What systemd 253 and later refuse in the settings of processes, whatever the unit's type. */
export function execFault(unit: Unit, version: SystemdVersion): UnitComplaint | undefined {
  if (version < 253) return undefined;
  const { settings } = unit;
  const { words, flags } = settings;
  const directory = words.get('WorkingDirectory');
  if (flags.get('DynamicUser') && directory === '~') {
    return {
      id: 'dynamic-user-home',
      message: 'A dynamic user has no home, so WorkingDirectory=~ can’t work.',
      detail: 'systemd does not load the unit.',
      about: ['WorkingDirectory'],
    };
  }
  if (directory && isBelowApiVfs(directory) && needsMountNamespace(settings)) {
    return {
      id: 'kernel-path',
      message:
        'The working directory lies below /proc, /sys or /dev, and the unit has its own mounts.',
      detail: 'systemd does not load the unit.',
      about: ['WorkingDirectory'],
    };
  }
  if (words.get('PrivatePIDs') === 'yes' && unit.name.type !== 'service') {
    return {
      id: 'private-pids-unsupported',
      message: 'Only services can have PrivatePIDs=yes.',
      detail: 'systemd does not load the unit.',
      about: ['PrivatePIDs'],
    };
  }
  const killMode = words.get('KillMode') ?? 'control-group';
  if (words.has('PAMName') && !['control-group', 'mixed'].includes(killMode)) {
    return {
      id: 'pam-kill-mode',
      message: 'A unit with PAMName= has to be killed as a control group.',
      detail: 'systemd does not load it. Use KillMode=control-group or mixed.',
      about: ['KillMode'],
    };
  }
  return undefined;
}

const MOUNTING_FLAGS = [
  'PrivateDevices',
  'PrivateMounts',
  'PrivateIPC',
  'ProtectKernelTunables',
  'ProtectKernelModules',
  'ProtectKernelLogs',
  'DynamicUser',
];
const MOUNTING_WORDS = [
  'PrivateTmp',
  'PrivatePIDs',
  'ProtectSystem',
  'ProtectHome',
  'ProtectControlGroups',
  'RootDirectory',
  'RootImage',
];

/** Whether a setting gives the unit a mount namespace of its own. */
function needsMountNamespace({ words, flags }: Settings): boolean {
  return (
    MOUNTING_FLAGS.some((key) => flags.get(key)) ||
    MOUNTING_WORDS.some((key) => (words.get(key) ?? 'no') !== 'no')
  );
}
