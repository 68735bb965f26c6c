import type { Grant, Shared } from '../../../src/schemas/classroom/learner.ts';
import { ClassroomError } from '../error.ts';
import type { ClassHub } from './hub.ts';

const NAMES: Readonly<Record<Shared, string>> = { files: 'editor', terminal: 'terminal' };

/** The learner's leave to look at it, as long as it runs. Throws ClassroomError `not-shared`. */
export function consentTo(hub: ClassHub, learner: string, what: Shared, now: number): Grant {
  const grant = hub.view.archivedAt === null ? hub.row(learner).shares[what] : null;
  if (grant?.state === 'given' && (grant.until === undefined || grant.until > now)) return grant;
  throw new ClassroomError(
    'not-shared',
    `The learner does not share their ${NAMES[what]}. Ask to see it.`,
  );
}

/** Writes down whether somebody looks right now. */
export function tellWatching(
  hub: ClassHub,
  learner: string,
  what: Shared,
  watching: boolean,
): Promise<void> {
  return hub.change(learner, (row) => {
    const grant = row.shares[what];
    if (!grant) return row;
    return { ...row, shares: { ...row.shares, [what]: { ...grant, watching } } };
  });
}
