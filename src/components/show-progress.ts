/** Draws the learner's own progress into the home page; without any, the page stays as it is. */
import {
  type CourseLesson,
  lessonState,
  minutesLeft,
  nextLesson,
  type Progress,
} from '../progress/progress.ts';
import { loadProgress } from '../progress/store.ts';
import { browserStore } from '../storage.ts';

interface Lesson extends CourseLesson {
  readonly title: string;
}

export function showProgress(document: Document, storage: () => Storage): void {
  const data = document.querySelector<HTMLElement>('[data-course]')?.dataset.course;
  if (!data) return;
  const course: readonly Lesson[] = JSON.parse(data);
  const store = browserStore(storage);
  const draw = () => drawProgress(document, course, loadProgress(store));
  draw();
  // Another tab, or a file taken in.
  addEventListener('storage', draw);
  document.addEventListener('lab:progress', draw);
}

function drawProgress(document: Document, course: readonly Lesson[], progress: Progress): void {
  const states = course.map((lesson) => lessonState(progress, lesson));
  if (states.every((state) => state === 'new')) return;
  for (const [index, lesson] of course.entries()) {
    const place = document.querySelector(
      `[data-lesson="${CSS.escape(lesson.path)}"] [data-slot="lesson-state"]`,
    );
    place?.replaceChildren(...stateOf(document, progress, lesson, states[index] ?? 'new'));
  }
  const done = states.filter((state) => state === 'done').length;
  const hours = Math.max(minutesLeft(progress, course), 0);
  slot(document, 'done')?.replaceChildren(
    bold(document, `${done} of ${course.length}`),
    ` done, about ${spell(hours)} left`,
  );

  const next = nextLesson(progress, course);
  const where = slot(document, 'where');
  const start = document.querySelector<HTMLAnchorElement>('.hero [data-action="start-machine"]');
  if (!next || !where || !start) return;
  const link = document.createElement('a');
  link.href = `/learn/${next.path}`;
  link.append(...plain(document, next.title));
  const line = document.createElement('span');
  line.append('Continue with ', link);
  where.replaceChildren(line);
  start.href = `/learn/${next.path}#start`;
}

function stateOf(
  document: Document,
  progress: Progress,
  lesson: Lesson,
  state: 'new' | 'begun' | 'done',
): (Node | string)[] {
  if (state === 'new') return [];
  const word = document.createElement('span');
  word.className = state === 'done' ? 'chip pass' : 'chip busy';
  const exercise = Object.values(progress.exercises).find(({ lesson: at }) => at === lesson.path);
  if (state === 'done') word.textContent = '✓ Done';
  else if (exercise?.total) word.textContent = `◐ ${exercise.passing} of ${exercise.total}`;
  else word.textContent = '◐ Begun';
  return [word];
}

const slot = (document: Document, name: string) => document.querySelector(`[data-slot="${name}"]`);

function bold(document: Document, text: string): HTMLElement {
  const b = document.createElement('b');
  b.textContent = text;
  return b;
}

/** Titles carry code in backticks. */
function plain(document: Document, title: string): (Node | string)[] {
  return title.split('`').map((part, index) => {
    if (index % 2 === 0) return part;
    const code = document.createElement('code');
    code.textContent = part;
    return code;
  });
}

function spell(minutes: number): string {
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  return rest ? `${Math.floor(minutes / 60)} h ${rest} min` : `${minutes / 60} h`;
}
