import { FOREVER } from '../values/time-span.ts';
import type { Stop } from '../values/value.ts';
import { execFault } from './exec.ts';
import type { UnitComplaint, UnitLoader } from './loader.ts';
import type { Settings, Unit } from './unit.ts';

/** A rule of a loaded service: what is wrong, or nothing. */
type Rule = (service: Service) => UnitComplaint | undefined;

/** What the rules look at. */
interface Service {
  readonly settings: Settings;
  /** Type= in force, or what systemd makes of a service without one. */
  readonly type: string;
  readonly starts: number;
  readonly stops: number;
}

const START = ['ExecStart', 'ExecStop', 'SuccessAction'];

/** What makes systemd refuse a service (service_verify), in its order. */
const REFUSALS: readonly Rule[] = [
  ({ settings, starts, stops }) =>
    starts + stops === 0 && !hasSuccessAction(settings)
      ? {
          id: 'no-command',
          message: 'The service has nothing to run.',
          detail: 'systemd does not load it. Give it an ExecStart=.',
          about: START,
        }
      : undefined,
  ({ type, starts }) =>
    type !== 'oneshot' && starts === 0
      ? {
          id: 'no-start-command',
          message: 'The service has no ExecStart=.',
          detail: 'systemd does not load it. Only Type=oneshot goes without.',
          about: ['ExecStop', 'Type'],
        }
      : undefined,
  ({ settings, starts }) =>
    starts === 0 && !settings.flags.get('RemainAfterExit') && !hasSuccessAction(settings)
      ? {
          id: 'no-start-command',
          message: 'The service has no ExecStart= and does not remain after exit.',
          detail: 'systemd does not load it. Add ExecStart= or RemainAfterExit=yes.',
          about: ['ExecStop', 'Type'],
        }
      : undefined,
  ({ type, starts }) =>
    type !== 'oneshot' && starts > 1
      ? {
          id: 'several-start-commands',
          message: 'The service has more than one ExecStart=.',
          detail: 'systemd does not load it. Only Type=oneshot may have several.',
          about: ['ExecStart'],
        }
      : undefined,
  ({ type, settings }) => {
    const restart = settings.words.get('Restart') ?? 'no';
    return type === 'oneshot' && ['always', 'on-success'].includes(restart)
      ? {
          id: 'oneshot-restart',
          message: `A oneshot service can’t have Restart=${restart}.`,
          detail: 'systemd does not load it. Use Restart=on-failure or another type.',
          about: ['Restart'],
        }
      : undefined;
  },
  ({ type, settings }) =>
    type === 'oneshot' && settings.words.get('ExitType') === 'cgroup'
      ? {
          id: 'oneshot-exit-type',
          message: 'A oneshot service can’t have ExitType=cgroup.',
          detail: 'systemd does not load it.',
          about: ['ExitType'],
        }
      : undefined,
  ({ type, settings }) =>
    type === 'dbus' && !settings.words.has('BusName')
      ? {
          id: 'no-bus-name',
          message: 'A service of Type=dbus needs a BusName=.',
          detail: 'systemd does not load it.',
          about: ['Type'],
        }
      : undefined,
];

const REFUSALS_BEFORE_253: readonly Rule[] = [
  ({ type, settings }) =>
    type === 'oneshot' && (settings.lists.get('RestartForceExitStatus')?.length ?? 0) > 0
      ? {
          id: 'oneshot-restart',
          message: 'A oneshot service can’t have RestartForceExitStatus=.',
          detail: 'systemd does not load it.',
          about: ['RestartForceExitStatus'],
        }
      : undefined,
  ({ settings }) =>
    settings.words.has('PAMName') && !['control-group', 'mixed'].includes(killMode(settings))
      ? {
          id: 'pam-kill-mode',
          message: 'A service with PAMName= has to be killed as a control group.',
          detail: 'systemd does not load it. Use KillMode=control-group or mixed.',
          about: ['KillMode'],
        }
      : undefined,
];

const REFUSALS_FROM_253: readonly Rule[] = [
  ({ type, settings }) =>
    type === 'forking' && settings.words.get('PrivatePIDs') === 'yes'
      ? {
          id: 'forking-private-pids',
          message: 'A service of Type=forking can’t have PrivatePIDs=yes.',
          detail: 'systemd does not load it.',
          about: ['PrivatePIDs'],
        }
      : undefined,
];

/** What systemd mentions and goes on. */
const REMARKS: readonly Rule[] = [
  ({ settings }) => usb(settings, 'USBFunctionDescriptors', 'USBFunctionStrings'),
  ({ settings }) => usb(settings, 'USBFunctionStrings', 'USBFunctionDescriptors'),
  ({ type, settings }) =>
    type === 'oneshot' && (settings.times.get('RuntimeMaxSec') ?? FOREVER) !== FOREVER
      ? {
          id: 'useless-runtime-max',
          message: 'RuntimeMaxSec= has no effect on a oneshot service.',
          about: ['RuntimeMaxSec'],
        }
      : undefined,
  ({ settings }) =>
    (settings.times.get('RuntimeMaxSec') ?? FOREVER) === FOREVER &&
    (settings.times.get('RuntimeRandomizedExtraSec') ?? 0n) !== 0n
      ? {
          id: 'useless-runtime-extra',
          message: 'RuntimeRandomizedExtraSec= does nothing without RuntimeMaxSec=.',
          about: ['RuntimeRandomizedExtraSec'],
        }
      : undefined,
];

const REMARKS_FROM_253: readonly Rule[] = [
  ({ type, settings }) =>
    type === 'simple' &&
    (settings.commands.get('ExecStartPost')?.length ?? 0) > 0 &&
    hasCredentials(settings)
      ? {
          id: 'credentials-race',
          message: 'With Type=simple, ExecStartPost= may run before the credentials are there.',
          detail: 'Use Type=exec.',
          about: ['ExecStartPost'],
        }
      : undefined,
  ({ settings }) =>
    maxDelay(settings) === FOREVER && restartSteps(settings) > 0
      ? {
          id: 'useless-restart-steps',
          message: 'RestartSteps= does nothing without RestartMaxDelaySec=.',
          about: ['RestartSteps'],
        }
      : undefined,
  ({ settings }) =>
    maxDelay(settings) !== FOREVER && restartSteps(settings) === 0
      ? {
          id: 'useless-restart-delay',
          message: 'RestartMaxDelaySec= does nothing without RestartSteps=.',
          about: ['RestartMaxDelaySec'],
        }
      : undefined,
  ({ settings }) =>
    maxDelay(settings) < (settings.times.get('RestartSec') ?? 100_000n)
      ? {
          id: 'short-restart-delay',
          message: 'RestartMaxDelaySec= is shorter than RestartSec=.',
          detail: 'systemd shortens RestartSec= to it.',
          about: ['RestartMaxDelaySec'],
        }
      : undefined,
];

/** Adds what systemd adds to a service and asks what it asks; @returns why it is refused. */
export function completeService(unit: Unit, loader: UnitLoader): Stop | undefined {
  const { settings } = unit;
  const service: Service = {
    settings,
    type: serviceType(settings, loader.version),
    starts: settings.commands.get('ExecStart')?.length ?? 0,
    stops: settings.commands.get('ExecStop')?.length ?? 0,
  };
  const later = loader.version >= 253;
  const fault =
    execFault(unit, loader.version) ??
    first([...REFUSALS, ...(later ? REFUSALS_FROM_253 : REFUSALS_BEFORE_253)], service);
  if (fault) {
    loader.report(unit, 'error', fault);
    return 'bad-setting';
  }
  for (const rule of [...REMARKS, ...(later ? REMARKS_FROM_253 : [])]) {
    const remark = rule(service);
    if (remark) loader.report(unit, 'info', remark);
  }
  return undefined;
}

function first(rules: readonly Rule[], service: Service): UnitComplaint | undefined {
  for (const rule of rules) {
    const complaint = rule(service);
    if (complaint) return complaint;
  }
  return undefined;
}

/** Type= in force, or what systemd takes when there is none. */
export function serviceType(settings: Settings, version: number): string {
  const type = settings.words.get('Type');
  if (type) return type;
  if (settings.words.has('BusName')) return 'dbus';
  if (version >= 253 && hasCredentials(settings)) return 'exec';
  return (settings.commands.get('ExecStart')?.length ?? 0) === 0 ? 'oneshot' : 'simple';
}

function hasSuccessAction({ words }: Settings): boolean {
  return (words.get('SuccessAction') ?? 'none') !== 'none';
}

export function killMode({ words }: Settings): string {
  return words.get('KillMode') ?? 'control-group';
}

function hasCredentials({ lists }: Settings): boolean {
  return ['SetCredential', 'LoadCredential', 'ImportCredential'].some((key) => lists.has(key));
}

function maxDelay({ times }: Settings): bigint {
  return times.get('RestartMaxDelaySec') ?? FOREVER;
}

function restartSteps({ numbers }: Settings): number {
  return numbers.get('RestartSteps') ?? 0;
}

function usb({ words }: Settings, key: string, other: string): UnitComplaint | undefined {
  if (!words.has(key) || words.has(other)) return undefined;
  return {
    id: 'useless-usb-function',
    message: `${key}= does nothing without ${other}=.`,
    about: [key],
  };
}
