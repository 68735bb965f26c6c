import type { MachineInfo } from '../../src/machine/machine.ts';
import type { SessionView } from '../../src/schemas/session.ts';
import type { Lifecycle } from './lifecycle.ts';
import type { SessionLimits } from './limits.ts';
import type { Place } from './queue.ts';

/** The idle limit moves with every key stroke; the workbench hears of it in steps of this, ms. */
const IDLE_STEP_MS = 15_000;

export interface Viewed {
  readonly id: string;
  readonly exercise: string;
  readonly life: Lifecycle;
  readonly limits: SessionLimits;
  /** While it waits. */
  readonly place: Place | undefined;
  /** Expected time until the machine is ready, ms, while it starts. */
  readonly estimateMs: number;
  readonly machine: MachineInfo | undefined;
}

/** A session as its workbench shows it. */
export function viewOf({ id, exercise, life, ...of }: Viewed): SessionView {
  const view = { id, exercise, state: life.state };
  switch (life.state) {
    case 'queued':
      return { ...view, ...of.place };
    case 'starting':
      return { ...view, estimateMs: of.estimateMs };
    case 'ready': {
      const { expiresAt, usedAt } = life.times;
      const machine = of.machine && { ...of.machine, features: [...of.machine.features] };
      const idleAt = usedAt + of.limits.idleMs;
      return { ...view, expiresAt, idleAt, ...(machine ? { machine } : {}) };
    }
    default:
      return { ...view, reason: life.reason };
  }
}

/** Whether nobody would see a difference worth telling. */
export function sameToTheEye(one: SessionView, other: SessionView): boolean {
  const moved = Math.abs((one.idleAt ?? 0) - (other.idleAt ?? 0));
  const still = JSON.stringify({ ...one, idleAt: 0 });
  return moved < IDLE_STEP_MS && still === JSON.stringify({ ...other, idleAt: 0 });
}
