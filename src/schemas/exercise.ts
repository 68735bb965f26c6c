import { z } from 'zod/mini';
import { Check } from './check.ts';

/** A file the editor shows as a tab: a path on the learner's machine. */
const ExerciseFile = z.strictObject({
  path: z.string().check(z.regex(/^\/(?:[^/\0]+\/)*[^/\0]+$/)),
});

/** What `exercise.yaml` of a lesson folder holds. */
export const Exercise = z.strictObject({
  /** Unique in the course, stable: progress and results are kept under it. */
  id: z.string().check(z.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)),
  title: z.string(),
  /** Features the machine must enforce. */
  needs: z._default(z.array(z.enum(['bpf-cgroup', 'cgroup-limits', 'seccomp'])), []),
  files: z.array(ExerciseFile),
  /** The socket unit whose activation path the workbench draws. */
  socket: z.optional(z.string()),
  checks: z.array(Check).check(z.minLength(1)),
});
export type Exercise = z.infer<typeof Exercise>;
