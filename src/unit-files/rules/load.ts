import type { UnitType } from '../values/unit-name.ts';
import type { Stop } from '../values/value.ts';
import type { UnitLoader } from './loader.ts';
import { completeService } from './service.ts';
import { completeSocket } from './socket.ts';
import { completeTrigger } from './trigger.ts';
import type { Unit } from './unit.ts';

/** What systemd asks of a unit by its type; of the other types it asks nothing, or we don't know. */
const COMPLETE: Readonly<
  Partial<Record<UnitType, (unit: Unit, loader: UnitLoader) => Stop | undefined>>
> = {
  service: completeService,
  socket: completeSocket,
  timer: completeTrigger,
  path: completeTrigger,
};

/** What systemd adds to and asks of a unit once its files are read. */
export function completeUnit(unit: Unit, loader: UnitLoader): Stop | undefined {
  const stop = COMPLETE[unit.name.type]?.(unit, loader);
  if (stop) return stop;
  const { times } = unit.settings;
  const job = times.get('JobTimeoutSec');
  const running = times.get('JobRunningTimeoutSec');
  if (job !== undefined && running !== undefined && running > job) {
    loader.report(unit, 'info', {
      id: 'useless-job-timeout',
      message: 'JobRunningTimeoutSec= is longer than JobTimeoutSec=, so it has no effect.',
      about: ['JobRunningTimeoutSec'],
    });
  }
  return undefined;
}
