export type ClassroomErrorCode =
  | 'not-signed-in'
  | 'not-allowed'
  | 'unknown-class'
  | 'unknown-learner'
  | 'unknown-teacher'
  | 'last-owner'
  | 'wrong-code'
  | 'link-used'
  | 'bad-name'
  | 'name-taken'
  | 'already-joined'
  | 'already-signed-in'
  | 'class-full'
  | 'bad-class'
  | 'bad-file'
  | 'edit-conflict'
  | 'class-archived'
  | 'gate-closed'
  | 'not-shared'
  | 'no-machine';

/** What the classroom refuses. `message` says what to do; problem.ts knows the status. */
export class ClassroomError extends Error {
  override readonly name = 'ClassroomError';
  readonly code: ClassroomErrorCode;
  constructor(code: ClassroomErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Whether there is such a class is nobody's business who has no part in it. */
export const unknownClass = (): ClassroomError =>
  new ClassroomError('unknown-class', 'There is no such class, or you have no part in it.');
