import type { SystemdVersion } from '../directives/directives.ts';
import type { UnitWorkspace } from '../types.ts';
import { parseUnitName } from '../values/unit-name.ts';
import { UnitLoader } from './loader.ts';
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
  const fileName = workspace.unit.name;
  const name = parseUnitName(fileName);
  if (!name) {
    loader.findings.push({
      id: 'bad-unit-name',
      severity: 'error',
      message: `${fileName} is not a unit name.`,
      detail:
        'A unit name is made of letters, digits and :-_.\\ with a type such as .service at its end.',
      file: fileName,
      line: undefined,
      span: { start: 0, end: 0 },
    });
    return { unit: undefined, loader };
  }
  const id =
    name.kind === 'template'
      ? `${name.prefix}@${verifiedInstance(version)}.${name.type}`
      : fileName;
  const unit = loader.load(id);
  if (!unit) return { unit, loader };
  if (unit.state === 'masked') {
    loader.report(unit, 'error', {
      id: 'empty-unit',
      message: 'The file is empty, which masks the unit.',
      detail: 'systemd refuses to start it. Write at least one section.',
    });
  }
  return { unit, loader };
}
