/** The bar of a class above a lesson: loaded only by those who are in one. */
import { rememberedClass } from '../classroom/learner/membership.ts';
import { browserStore } from '../storage.ts';

export function mountClassBar(document: Document, lesson: string): void {
  const place = document.querySelector<HTMLElement>('[data-slot="class-bar"]');
  const membership = rememberedClass(browserStore(() => localStorage));
  if (!place || !membership) return;
  import('../classroom/learner/mount.tsx').then(
    ({ showClassBar }) => showClassBar(place, membership, lesson),
    (error: unknown) => console.error('The bar of the class did not load.', error),
  );
}
