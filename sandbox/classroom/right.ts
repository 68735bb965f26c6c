import type { Classroom } from './classroom.ts';
import { ClassroomError, unknownClass } from './error.ts';
import type { Person } from './people.ts';
import type { Access, ClassRoute } from './routes.ts';

/**
 * Throws unless the person may use the route: `not-signed-in` where nobody is known, `not-allowed`
 * for a role that may not, and `unknown-class` or `unknown-learner` for what is not theirs, so that
 * nobody learns what there is.
 */
export async function mayUse(
  { access, path }: ClassRoute,
  person: Person | undefined,
  { classId, learner }: { readonly classId: string; readonly learner: string },
  classroom: Pick<Classroom, 'classes' | 'mayHandle'>,
): Promise<void> {
  const allowed: readonly Access[] = access;
  if (allowed.includes('anyone')) return;
  const role = person?.account?.role;
  if (!person || (!role && person.learners.length === 0)) {
    throw new ClassroomError(
      'not-signed-in',
      'Sign in with the link you were given, or join with the code of your class.',
    );
  }
  const asInstructor = role !== undefined && allowed.includes(role);
  const asLearner = person.learners.length > 0 && allowed.includes('learner');
  if (!asInstructor && !asLearner) {
    throw new ClassroomError('not-allowed', 'Only those who teach may do that.');
  }
  if (!path.includes(':class')) return;
  const teaches = asInstructor && (await classroom.classes.teaches(person, classId));
  const learns = asLearner && person.learners.some(({ class: of }) => of === classId);
  if (!teaches && !learns) throw unknownClass();
  if (path.includes(':learner')) await classroom.mayHandle(person, classId, learner);
}
