import type { SystemdVersion } from '../directives/directives.ts';
import type { UnitWorkspace } from '../types.ts';
import { parseUnitName } from '../values/unit-name.ts';
import { UnitLoader } from './loader.ts';
import { checkPrograms } from './programs.ts';
import type { Unit } from './unit.ts';

/** What `systemd-analyze verify` finds out. */
export interface Verification {
  /** The unit, undefined when its name is not one. */
  readonly unit: Unit | undefined;
  readonly loader: UnitLoader;
}

/** Instance verify gives a template it is asked to check. */
export function verifiedInstance(version: SystemdVersion): string {
  return version < 253 ? 'i' : 'test_instance';
}

/** Does what `systemd-analyze verify --man=no --recursive-errors=no NAME` does. */
export function verifyUnit(workspace: UnitWorkspace, version: SystemdVersion): Verification {
  const loader = new UnitLoader([...workspace.companions, workspace.unit], version);
  const { name: file } = workspace.unit;
  const name = parseUnitName(file);
  const instance = verifiedInstance(version);
  const id = name?.kind === 'template' ? `${name.prefix}@${instance}.${name.type}` : file;
  const fault = name && parseUnitName(id) ? nameFault(file) : NOT_A_NAME;
  if (fault) {
    const whole = { file, line: undefined, span: { start: 0, end: 0 } };
    loader.findings.push({ severity: 'error', ...fault, ...whole });
    return { unit: undefined, loader };
  }
  const unit = loader.load(id);
  if (unit?.state === 'masked') {
    loader.report(unit, 'error', {
      id: 'empty-unit',
      message: 'The file is empty, which masks the unit.',
      detail: 'systemd refuses to start it. Write at least one section.',
    });
  }
  if (unit?.state === 'loaded') {
    if (unit.name.type === 'socket') checkService(unit, loader);
    checkPrograms(unit, loader);
  }
  return { unit, loader };
}

const NOT_A_NAME = {
  id: 'bad-unit-name',
  message: 'The file has no unit name.',
  detail:
    'A unit name is made of at most 255 letters, digits and :-_.\\ with a type such as .service at its end.',
};

/** verify reads a colon as FILE:ALIAS. */
function nameFault(file: string): typeof NOT_A_NAME | undefined {
  if (!file.includes(':')) return undefined;
  return {
    id: 'colon-in-unit-name',
    message:
      'systemd-analyze verify takes the colon in the name for FILE:ALIAS and finds no such file.',
    detail: 'Rename the unit.',
  };
}

/** A socket is of no use without the service it starts. */
function checkService(socket: Unit, loader: UnitLoader): void {
  const accepts = socket.settings.service === undefined;
  const { prefix } = socket.name;
  // systemd tries an instance of its own making when connections are accepted one by one.
  const service = socket.settings.service ?? loader.load(`${prefix}@internal.service`);
  if (service?.state === 'loaded') return;
  const wanted = accepts ? `${prefix}@.service` : (service?.file ?? service?.id ?? '');
  const state = service?.state ?? 'not-found';
  loader.report(socket, 'error', {
    id: state === 'not-found' ? 'missing-service' : 'broken-service',
    message:
      state === 'not-found'
        ? `The socket has no service to start: there is no ${wanted}.`
        : `The socket can’t start ${wanted}, which does not load.`,
    detail: accepts
      ? 'With Accept=yes systemd starts an instance of the template for each connection.'
      : 'systemd refuses to start the socket.',
    about: ['Service', 'Accept'],
  });
}
