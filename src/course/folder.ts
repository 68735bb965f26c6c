/** Folders under lessons/ are `NN-slug`: the number orders, the slug is the address. */

/** A mistake in how the course's content is laid out. `message` names the place and the remedy. */
export class CourseError extends Error {
  override readonly name = 'CourseError';
  readonly code:
    | 'bad-folder'
    | 'no-module'
    | 'duplicate'
    | 'unknown-lesson'
    | 'no-output'
    | 'no-file'
    | 'no-anchor'
    | 'no-term'
    | 'bad-deck';
  constructor(code: CourseError['code'], message: string) {
    super(message);
    this.code = code;
  }
}

export interface Numbered {
  readonly number: number;
  readonly slug: string;
}

const NUMBERED = /^(\d{2})-([a-z0-9]+(?:-[a-z0-9]+)*)$/;

/** `01-first-socket` → number 1, slug `first-socket`. Throws {@link CourseError}. */
export function parseFolder(name: string): Numbered {
  const [, number, slug] = NUMBERED.exec(name) ?? [];
  if (number === undefined || slug === undefined) {
    throw new CourseError(
      'bad-folder',
      `lessons/${name}: a folder of the course is named NN-slug, for example 01-first-socket. Rename it.`,
    );
  }
  return { number: Number(number), slug };
}

export interface LessonFolder {
  readonly module: Numbered;
  readonly lesson: Numbered;
  /** The lesson's address below /learn/: `first-socket/demo-echo`. */
  readonly path: string;
}

/** `01-first-socket/02-demo-echo` → its module, its lesson, its address. Throws {@link CourseError}. */
export function parseLessonFolder(folder: string): LessonFolder {
  const [moduleName, lessonName, ...rest] = folder.split('/');
  if (moduleName === undefined || lessonName === undefined || rest.length > 0) {
    throw new CourseError(
      'bad-folder',
      `lessons/${folder}: a lesson stands two folders deep, for example 01-first-socket/02-demo-echo. Move it.`,
    );
  }
  const module = parseFolder(moduleName);
  const lesson = parseFolder(lessonName);
  return { module, lesson, path: `${module.slug}/${lesson.slug}` };
}
