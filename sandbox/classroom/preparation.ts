/** When machines for a class are booted ahead, and how many. */
import type { ClassSpec } from '../../src/schemas/classroom/class.ts';

const MINUTE_MS = 60_000;
const BEFORE_MS = 10 * MINUTE_MS;
/** Who has not come by then is not waited for: machines are kept for those who are there. */
const LATE_MS = 10 * MINUTE_MS;
/** The end of a class that does not say when it ends. */
const USUAL_MS = 120 * MINUTE_MS;

/** Machines to keep ready for a class with so many learners, of whom so many have one. */
export function machinesAhead(
  { startsAt, endsAt, warmMachines, maxMachines }: ClassSpec,
  { learners, served }: { readonly learners: number; readonly served: number },
  now: number,
): number {
  if (startsAt === undefined) return 0;
  if (now < startsAt - BEFORE_MS || now >= (endsAt ?? startsAt + USUAL_MS)) return 0;
  const expected = now < startsAt + LATE_MS ? maxMachines : Math.min(learners, maxMachines);
  return Math.max(0, Math.min(warmMachines, expected) - served);
}
