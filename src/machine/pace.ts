/**
 * Limits and waits are written for a machine in a container. A machine that takes longer for
 * everything says so by its pace and is given that much longer, here and nowhere else: programs and
 * connections by the agent's client, what looks at a machine by the clock it goes by.
 */
import type { Clock } from '../grading/deadline.ts';
import type { MachineInfo } from './machine.ts';

/** What `ms` on a machine in a container are on this one. */
export function atPace({ pace = 1 }: Pick<MachineInfo, 'pace'>, ms: number): number {
  return ms * pace;
}

/** A clock for whoever waits for this machine. */
export function clockAtPace(info: Pick<MachineInfo, 'pace'>, clock: Clock): Clock {
  return { after: (ms, run) => clock.after(atPace(info, ms), run) };
}
