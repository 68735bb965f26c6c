import type { FileView } from '../../../src/schemas/session.ts';
import type { Classroom } from '../classroom.ts';
import { consentTo, tellWatching } from './consent.ts';

/** A learner's unit files while they share them; that they were looked at is in their log. */
export async function sharedFiles(
  classroom: Classroom,
  classId: string,
  learner: string,
  by: string,
  now: number,
): Promise<readonly FileView[]> {
  const hub = await classroom.hub(classId);
  const grant = consentTo(hub, learner, 'files', now);
  if (!grant.watching) {
    await tellWatching(hub, learner, 'files', true);
    await hub.log(learner, { by, what: 'files', did: 'looked' });
  }
  const session = classroom.machines.sessionOf(learner);
  const live = session?.snapshot().flatMap((event) => (event.type === 'file' ? [event.file] : []));
  if (live && live.length > 0) return live;
  const kept = await classroom.store.learners.files(learner);
  return kept.map(({ path, content }) => ({ path, content, version: null }));
}
