import type { SystemdVersion } from '../directives/directives.ts';
import { isNormalized, simplifyPath } from '../values/path.ts';
import type { Stop } from '../values/value.ts';
import { execFault } from './exec.ts';
import type { UnitComplaint, UnitLoader } from './loader.ts';
import { killMode } from './service.ts';
import type { Settings, Unit } from './unit.ts';

/** Kinds of listeners whose connections systemd can accept one by one. */
const ACCEPTING = ['ListenStream', 'ListenSequentialPacket'];

const REFUSED = 'systemd does not load the socket.';

/** Adds what systemd adds to a socket and asks what it asks; @returns why it is refused. */
export function completeSocket(unit: Unit, loader: UnitLoader): Stop | undefined {
  const { settings } = unit;
  const { version } = loader;
  if (!acceptsAll(settings) && !settings.service) {
    settings.service = loader.load(relatedService(unit));
    if (!settings.service) return 'failed';
  }
  if (
    settings.listeners.some(
      ({ key, path }) => path !== undefined && !isMountable(key, path, version),
    )
  ) {
    loader.report(unit, 'error', {
      id: 'unnormalized-path',
      message: 'A path to listen on goes through . or .., or is too long.',
      detail: REFUSED,
      about: settings.listeners.filter(({ path }) => path !== undefined).map(({ key }) => key),
    });
    return 'failed';
  }
  const fault = execFault(unit, version) ?? refusal(settings, version);
  if (!fault) return undefined;
  loader.report(unit, 'error', fault);
  return 'bad-setting';
}

/** The service of the same name: `echo.service` for `echo.socket`. */
export function relatedService({ id }: Unit): string {
  return `${id.slice(0, id.lastIndexOf('.'))}.service`;
}

/** systemd makes the mounts of such paths a requirement; of message queues it does not. */
function isMountable(key: string, path: string, version: SystemdVersion): boolean {
  return key === 'ListenMessageQueue' || isNormalized(simplifyPath(path, version));
}

/** Whether every connection gets its own service instance. */
function acceptsAll({ flags, listeners }: Settings): boolean {
  return flags.get('Accept') === true && listeners.every(({ key }) => ACCEPTING.includes(key));
}

/** What makes systemd refuse a socket (socket_verify), in its order. */
function refusal(settings: Settings, version: number): UnitComplaint | undefined {
  const { listeners, flags, numbers, service, symlinks } = settings;
  const accept = flags.get('Accept') === true;
  const connections = numbers.get('MaxConnections') ?? 64;
  if (listeners.length === 0) {
    return {
      id: 'no-listener',
      message: 'The socket does not listen anywhere.',
      detail: `${REFUSED} Add a setting such as ListenStream=.`,
    };
  }
  const tooFew: UnitComplaint = {
    id: 'no-connections',
    message: 'MaxConnections=0 leaves room for no connection.',
    detail: REFUSED,
    about: ['MaxConnections'],
  };
  if (version >= 253 && connections <= 0) return tooFew;
  if (accept && !acceptsAll(settings)) {
    return {
      id: 'cannot-accept',
      message: 'Accept=yes only works with ListenStream= and with ListenSequentialPacket=.',
      detail: `${REFUSED} Remove the other listeners or write Accept=no.`,
      about: [listeners.find(({ key }) => !ACCEPTING.includes(key))?.key ?? 'Accept', 'Accept'],
    };
  }
  if (accept && connections <= 0) return tooFew;
  if (accept && service) {
    return {
      id: 'accept-with-service',
      message:
        'Accept=yes starts an instance of the template of the same name; Service= can’t change that.',
      detail: `${REFUSED} Remove Service= or write Accept=no.`,
      about: ['Service'],
    };
  }
  if (version < 253 && settings.words.has('PAMName') && killMode(settings) !== 'control-group') {
    return {
      id: 'pam-kill-mode',
      message: 'A socket with PAMName= has to be killed as a control group.',
      detail: `${REFUSED} Use KillMode=control-group.`,
      about: ['KillMode'],
    };
  }
  if (symlinks.length > 0 && nodes(settings) !== 1) {
    return {
      id: 'symlinks-without-node',
      message: 'Symlinks= needs exactly one listener with a path in the file system.',
      detail: REFUSED,
      about: ['Symlinks'],
    };
  }
  return undefined;
}

/** Listeners a symlink could point to: Unix sockets and FIFOs. */
function nodes({ listeners }: Settings): number {
  const special = ['ListenSpecial', 'ListenMessageQueue', 'ListenUSBFunction'];
  return listeners.filter(({ key, path }) => path !== undefined && !special.includes(key)).length;
}
