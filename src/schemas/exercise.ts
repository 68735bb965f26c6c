import { z } from 'zod/mini';
import { Check } from './check.ts';

/** A file the editor shows as a tab: a path on the learner's machine. */
const ExerciseFile = z.strictObject({
  path: z.string().check(z.regex(/^\/(?:[^/\0]+\/)*[^/\0]+$/)),
});

/** References between checks go to earlier ones only: that keeps them acyclic and readable. */
function unknownReferences(checks: readonly Check[]): { at: number; message: string }[] {
  const faults: { at: number; message: string }[] = [];
  const earlier = new Map<string, Check>();
  for (const [at, check] of checks.entries()) {
    if (earlier.has(check.id))
      faults.push({ at, message: `a second check has the id ${check.id}` });
    for (const need of check.needs) {
      if (!earlier.has(need)) {
        faults.push({ at, message: `needs ${need}, which is no check above this one` });
      }
    }
    if (check.kind === 'delta' && earlier.get(check.around)?.kind !== 'connect') {
      faults.push({ at, message: `is around ${check.around}, which is no connect check above it` });
    }
    earlier.set(check.id, check);
  }
  return faults;
}

/** What `exercise.yaml` of a lesson folder holds. */
export const Exercise = z.strictObject({
  /** Unique in the course, stable: progress and results are kept under it. */
  id: z.string().check(z.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)),
  title: z.string(),
  /** Features the machine must have. */
  needs: z._default(z.array(z.enum(['bpf-cgroup', 'cgroup-limits', 'seccomp', 'sock-diag'])), []),
  files: z.array(ExerciseFile),
  /** The socket unit whose activation path the workbench draws. */
  socket: z.optional(z.string()),
  checks: z.array(Check).check(z.minLength(1), (context) => {
    for (const { at, message } of unknownReferences(context.value)) {
      context.issues.push({ code: 'custom', input: context.value, path: [at], message });
    }
  }),
});
export type Exercise = z.infer<typeof Exercise>;
