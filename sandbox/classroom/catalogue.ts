/** The lessons a class can be made of, from the folders of the course. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { ClassSpec, ClassView, LessonView } from '../../src/schemas/classroom/class.ts';
import type { TaughtLesson } from '../lesson/folder.ts';
import type { Account, StoredClass } from '../store/store.ts';
import { ClassroomError } from './error.ts';

export interface OfferedLesson {
  readonly lesson: string;
  readonly title: string;
  readonly exercise: string | null;
  readonly checks: readonly { readonly id: string; readonly title: string }[];
}

export type Catalogue = ReadonlyMap<string, OfferedLesson>;

/** Every lesson by its address below /learn/. */
export async function readCatalogue(taught: readonly TaughtLesson[]): Promise<Catalogue> {
  const lessons = taught.map(async ({ path, module, lesson: name, exercise }) => {
    const lesson = `${module}/${name}`;
    const offered: OfferedLesson = {
      lesson,
      title: await titleOf(join(path, 'lesson.mdx'), lesson),
      exercise: exercise?.id ?? null,
      checks: (exercise?.checks ?? []).map(({ id, title }) => ({ id, title })),
    };
    return [lesson, offered] as const;
  });
  return new Map(await Promise.all(lessons));
}

/** The title in a lesson's front matter. */
async function titleOf(path: string, otherwise: string): Promise<string> {
  const [, head = ''] = /^---\n(.*?)\n---/s.exec(await readFile(path, 'utf8')) ?? [];
  const title: unknown = parse(head)?.title;
  return typeof title === 'string' ? title : otherwise;
}

/** Throws `bad-class` for lessons that do not exist or stand twice, and for times that run backwards. */
export function checkSpec(spec: ClassSpec, catalogue: Catalogue): void {
  const seen = new Set<string>();
  for (const { lesson } of spec.lessons) {
    if (!catalogue.has(lesson)) throw bad(`There is no lesson ${lesson}. Take it out.`);
    if (seen.has(lesson))
      throw bad(`The lesson ${lesson} stands in the class twice. Take one out.`);
    seen.add(lesson);
  }
  const { startsAt, endsAt } = spec;
  if (startsAt !== undefined && endsAt !== undefined && endsAt <= startsAt) {
    throw bad('The class ends before it starts. Change one of the times.');
  }
}

/** A class as instructors see it. */
export function viewOf(
  { id, code, version, spec, archivedAt }: StoredClass,
  catalogue: Catalogue,
  instructors: readonly Account[],
): ClassView {
  return {
    ...spec,
    id,
    version,
    archivedAt,
    ...(archivedAt === null ? { code } : {}),
    instructors: instructors.map(({ id, name }) => ({ id, name })),
    lessons: spec.lessons.map((lesson): LessonView => {
      const offered = catalogue.get(lesson.lesson);
      return {
        ...lesson,
        title: offered?.title ?? lesson.lesson,
        exercise: offered?.exercise ?? null,
        checks: [...(offered?.checks ?? [])],
      };
    }),
  };
}

/** The same without what is for instructors only. */
export function forLearners({ code: _, instructors: __, ...view }: ClassView): ClassView {
  return { ...view, lessons: view.lessons.map(({ notes: _, ...lesson }) => lesson) };
}

/** Whether learners may begin the lesson now. A class that does not hold it says no. */
export function isOpen(spec: ClassSpec, lesson: string, now: number): boolean {
  const gate = spec.lessons.find((one) => one.lesson === lesson)?.gate;
  return gate !== undefined && (gate.open || (gate.opensAt !== undefined && gate.opensAt <= now));
}

const bad = (message: string): ClassroomError => new ClassroomError('bad-class', message);
