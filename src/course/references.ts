/** Which lessons a reference page points to, found in the lessons' own texts. */

export interface LessonText {
  /** Below /learn/. */
  readonly path: string;
  readonly title: string;
  /** lesson.mdx without its front matter. */
  readonly text: string;
}

/** Lessons that mark a word with `<Term>`, in the order given. */
export function lessonsWithTerm(id: string, lessons: readonly LessonText[]): readonly LessonText[] {
  return lessons.filter(({ text }) => text.includes(`<Term id="${id}"`));
}

/**
 * Lessons that teach a directive: it stands in their title or in a heading, or they explain a line of
 * a unit file that holds it. Those that only mention it are left out. In the order given.
 */
export function lessonsOnDirective(
  key: string,
  lessons: readonly LessonText[],
): readonly LessonText[] {
  const named = new RegExp(`(?<![A-Za-z])${key}=`);
  const explained = new RegExp(`\\bmatch: ['"]${key}=`);
  return lessons.filter(
    ({ title, text }) =>
      named.test(title) ||
      explained.test(text) ||
      text.split('\n').some((line) => line.startsWith('#') && named.test(line)),
  );
}
