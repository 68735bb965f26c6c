import type { Stop } from '../values/value.ts';
import type { UnitLoader } from './loader.ts';
import type { Unit } from './unit.ts';

/** What systemd adds to and asks of a unit once its files are read. */
export function completeUnit(_unit: Unit, _loader: UnitLoader): Stop | undefined {
  return undefined;
}
