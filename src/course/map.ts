/** The map of the course: parts hold modules, modules hold the lessons that exist. */
import { type Lesson, type Module, PARTS } from '../schemas/lesson.ts';
import { CourseError, parseFolder, parseLessonFolder } from './folder.ts';

export interface ModuleSource {
  /** `01-first-socket` */
  readonly folder: string;
  readonly module: Module;
}

export interface LessonSource {
  /** `01-first-socket/02-demo-echo` */
  readonly folder: string;
  readonly lesson: Lesson;
  /** Checks of its exercise; 0 without one. */
  readonly checks: number;
}

export interface MapLesson {
  readonly folder: string;
  /** Below /learn/. */
  readonly path: string;
  readonly number: number;
  readonly title: string;
  readonly summary: string;
  readonly minutes: number;
  readonly checks: number;
  /** Addresses of the lessons that come before it in the argument, not only in the order. */
  readonly needs: readonly string[];
}

interface MapModule {
  readonly number: number;
  readonly slug: string;
  readonly title: string;
  readonly summary: string;
  readonly topics: readonly string[];
  readonly lessons: readonly MapLesson[];
}

export interface MapPart {
  readonly title: string;
  readonly modules: readonly MapModule[];
}

/** Orders what exists. Throws {@link CourseError} when numbers, slugs or folders do not fit. */
export function courseMap(
  modules: readonly ModuleSource[],
  lessons: readonly LessonSource[],
): readonly MapPart[] {
  const byModule = Map.groupBy(lessons, ({ folder }) => folder.split('/')[0] ?? '');
  const mapped = modules.map(({ folder, module }) => ({
    part: module.part,
    ...parseFolder(folder),
    title: module.title,
    summary: module.summary,
    topics: module.topics,
    lessons: ordered((byModule.get(folder) ?? []).map(mapLesson), folder),
  }));
  for (const [folder, [first]] of byModule) {
    if (!modules.some((module) => module.folder === folder)) {
      throw new CourseError(
        'no-module',
        `lessons/${first?.folder}: its module has no lessons/${folder}/module.yaml. Add one.`,
      );
    }
  }
  const course = ordered(mapped, '');
  for (const { folder, lesson } of lessons) checkNeeds(folder, lesson, course);
  return PARTS.map((title) => ({
    title,
    modules: course.filter((module) => module.part === title),
  })).filter(({ modules }) => modules.length > 0);
}

function mapLesson({ folder, lesson, checks }: LessonSource): MapLesson {
  const { lesson: numbered, path } = parseLessonFolder(folder);
  const { title, summary, minutes, needs } = lesson;
  return { folder, path, number: numbered.number, title, summary, minutes, checks, needs };
}

function ordered<T extends { number: number }>(items: readonly T[], where: string): readonly T[] {
  const sorted = items.toSorted((a, b) => a.number - b.number);
  for (const [index, item] of sorted.entries()) {
    if (item.number === sorted[index - 1]?.number) {
      const number = String(item.number).padStart(2, '0');
      throw new CourseError(
        'duplicate',
        `lessons/${where}: two folders have the number ${number}. Renumber one.`,
      );
    }
  }
  return sorted;
}

function checkNeeds(folder: string, lesson: Lesson, course: readonly MapModule[]): void {
  const known = new Set(course.flatMap(({ lessons }) => lessons.map(({ path }) => path)));
  const missing = lesson.needs.find((path) => !known.has(path));
  if (missing !== undefined) {
    throw new CourseError(
      'unknown-lesson',
      `lessons/${folder}/lesson.mdx: needs names ${missing}, which no lesson has as its address.`,
    );
  }
}

/** All lessons in reading order. */
export function readingOrder(map: readonly MapPart[]): readonly MapLesson[] {
  return map.flatMap(({ modules }) => modules.flatMap(({ lessons }) => lessons));
}

export interface Place {
  readonly module: MapModule;
  readonly lesson: MapLesson;
  readonly previous: MapLesson | undefined;
  readonly next: MapLesson | undefined;
  /** The lessons it builds on. */
  readonly needs: readonly MapLesson[];
}

/** Where a lesson stands, by its address. Throws {@link CourseError} for one that does not exist. */
export function placeOf(map: readonly MapPart[], path: string): Place {
  const lessons = readingOrder(map);
  const index = lessons.findIndex((lesson) => lesson.path === path);
  const lesson = lessons[index];
  const module = map
    .flatMap(({ modules }) => modules)
    .find(({ lessons }) => lessons.some((candidate) => candidate.path === path));
  if (lesson === undefined || module === undefined) {
    throw new CourseError('unknown-lesson', `No lesson has the address ${path}.`);
  }
  const needs = lessons.filter((candidate) => lesson.needs.includes(candidate.path));
  return { module, lesson, previous: lessons[index - 1], next: lessons[index + 1], needs };
}
