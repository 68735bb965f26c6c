import type { Stop } from '../values/value.ts';
import type { UnitLoader } from './loader.ts';
import { completeService } from './service.ts';
import { completeSocket } from './socket.ts';
import type { Unit } from './unit.ts';

/** What systemd adds to and asks of a unit once its files are read. */
export function completeUnit(unit: Unit, loader: UnitLoader): Stop | undefined {
  const stop =
    unit.name.type === 'service'
      ? completeService(unit, loader)
      : unit.name.type === 'socket'
        ? completeSocket(unit, loader)
        : undefined;
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
