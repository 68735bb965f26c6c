/** A class: what is taught, when, and with which limits. Times are ms since the epoch. */
import { z } from 'zod/mini';
import { Id, MAX_TEXT, MAX_TITLE } from './people.ts';

/** When learners may begin a lesson. */
export const Gate = z.object({
  open: z.boolean(),
  /** Opens by itself at this time. */
  opensAt: z.optional(z.int()),
});
export type Gate = z.infer<typeof Gate>;

/** One lesson of a class, in the order it is taught. */
export const ClassLesson = z.object({
  /** `module/lesson`, as below /learn/. */
  lesson: z.string().check(z.regex(/^[a-z0-9-]+\/[a-z0-9-]+$/)),
  gate: Gate,
  /** For instructors only. */
  notes: z.optional(z.string().check(z.maxLength(20_000))),
});
export type ClassLesson = z.infer<typeof ClassLesson>;

/** What an instructor decides about a class. */
export const ClassSpec = z.object({
  title: z.string().check(z.minLength(1), z.maxLength(MAX_TITLE)),
  lessons: z.array(ClassLesson).check(z.minLength(1), z.maxLength(100)),
  startsAt: z.optional(z.int()),
  endsAt: z.optional(z.int()),
  /** Machines kept ready from ten minutes before `startsAt` until everybody has one. */
  warmMachines: z.int().check(z.minimum(0), z.maximum(200)),
  /** Machines at once, at the most; one for each learner is usual. */
  maxMachines: z.int().check(z.minimum(1), z.maximum(500)),
  /** Life of a machine, minutes. */
  machineMinutes: z.int().check(z.minimum(5), z.maximum(720)),
  certificate: z.boolean(),
  /** Days after which an archived class is deleted with all that is known of its learners. */
  retentionDays: z.int().check(z.minimum(1), z.maximum(3650)),
});
export type ClassSpec = z.infer<typeof ClassSpec>;

/** Body of PUT /api/class/classes/ID: refused with `edit-conflict` when `version` is not the newest. */
export const EditClass = z.object({ version: z.int(), spec: ClassSpec });
export type EditClass = z.infer<typeof EditClass>;

/** A lesson as screens show it; titles and checks come from the course. */
export const LessonView = z.object({
  ...ClassLesson.shape,
  title: z.string(),
  /** Null where there is nothing to do. */
  exercise: z.nullable(z.string()),
  checks: z.array(z.object({ id: z.string(), title: z.string() })),
});
export type LessonView = z.infer<typeof LessonView>;

export const ClassView = z.object({
  id: Id,
  /** Counts up with every change. */
  version: z.int(),
  ...ClassSpec.shape,
  lessons: z.array(LessonView),
  /** What learners type to join; absent for learners and in archived classes. */
  code: z.optional(z.string()),
  archivedAt: z.nullable(z.int()),
  /** Accounts that may see and change it; absent for learners. */
  instructors: z.optional(z.array(z.object({ id: Id, name: z.string() }))),
});
export type ClassView = z.infer<typeof ClassView>;

/** A row of an instructor's list. */
export const ClassSummary = z.object({
  id: Id,
  title: z.string(),
  code: z.string(),
  learners: z.int(),
  startsAt: z.optional(z.int()),
  archivedAt: z.nullable(z.int()),
});
export type ClassSummary = z.infer<typeof ClassSummary>;

/** What a roster file led to. Rows are numbered as in the file, from 1. */
export const RosterReport = z.object({
  added: z.array(z.object({ name: z.string(), returnCode: z.string() })),
  problems: z.array(z.object({ row: z.int(), message: z.string().check(z.maxLength(MAX_TEXT)) })),
});
export type RosterReport = z.infer<typeof RosterReport>;
