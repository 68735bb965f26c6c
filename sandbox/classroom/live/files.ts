import type { FileView } from '../../../src/schemas/session.ts';
import type { Classroom } from '../classroom.ts';
import { ClassroomError } from '../error.ts';

/** A learner's unit files while they share them; that they were looked at is in their log. */
export async function sharedFiles(
  classroom: Classroom,
  classId: string,
  learner: string,
  by: string,
): Promise<readonly FileView[]> {
  const hub = await classroom.hub(classId);
  const grant = hub.row(learner).shares.files;
  if (grant?.state !== 'given') {
    throw new ClassroomError(
      'not-shared',
      'The learner does not share their files. Ask to see them.',
    );
  }
  if (!grant.watching) {
    await hub.change(learner, (row) => {
      const { files } = row.shares;
      return files
        ? { ...row, shares: { ...row.shares, files: { ...files, watching: true } } }
        : row;
    });
    await hub.log(learner, { by, what: 'files', did: 'looked' });
  }
  const session = classroom.machines.sessionOf(learner);
  const live = session?.snapshot().flatMap((event) => (event.type === 'file' ? [event.file] : []));
  if (live && live.length > 0) return live;
  const kept = await classroom.store.learners.files(learner);
  return kept.map(({ path, content }) => ({ path, content, version: null }));
}
