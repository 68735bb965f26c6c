/** The learner's flashcards, whose code is loaded when there is first something to tell them. */
import { loadProgress } from '../progress/store.ts';
import type { WorkbenchCards } from '../schemas/workbench.ts';
import type { KeyValueStore } from '../storage.ts';
import type { CardListener } from './tell-cards.ts';

/** A lesson is begun once its page was open, or its exercise worked on. */
export function lazyCards(
  cards: WorkbenchCards,
  store: KeyValueStore,
): CardListener & { dispose(): void } {
  const begun = (lesson: string): boolean => {
    const { read, exercises } = loadProgress(store);
    return lesson in read || Object.values(exercises).some((work) => work.lesson === lesson);
  };
  const open = async () => {
    const { openCourseCards } = await import('../review/course-cards.ts');
    return openCourseCards(cards, begun);
  };
  let opened: ReturnType<typeof open> | undefined;
  const reviews = () => {
    opened ??= open().catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
    return opened;
  };
  return {
    solved: async () => (await reviews()).solved(),
    failed: async (checks) => (await reviews()).failed(checks),
    dispose: () => void opened?.then((one) => one[Symbol.dispose]()).catch(() => undefined),
  };
}
