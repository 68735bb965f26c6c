import type { Stop } from '../values/value.ts';
import type { UnitLoader } from './loader.ts';
import { relatedService } from './socket.ts';
import type { Unit } from './unit.ts';

/** What systemd asks of a timer or a path unit: something that triggers it, and a service. */
export function completeTrigger(unit: Unit, loader: UnitLoader): Stop | undefined {
  const { lists, flags } = unit.settings;
  if (!loader.load(relatedService(unit))) return 'failed';
  const triggers = (lists.get('triggers')?.length ?? 0) > 0;
  if (triggers || flags.get('OnClockChange') || flags.get('OnTimezoneChange')) return undefined;
  loader.report(unit, 'error', {
    id: 'no-trigger',
    message: `The ${unit.name.type} unit waits for nothing.`,
    detail: 'systemd does not load it.',
  });
  return 'bad-setting';
}
