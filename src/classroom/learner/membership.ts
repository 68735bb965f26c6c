/**
 * What this browser remembers of the class it learns in, so that a lesson page knows without
 * asking. The right to take part is a cookie that scripts cannot read.
 */
import * as z from 'zod/mini';
import type { KeyValueStore } from '../../storage.ts';

const KEY = 'lab:class';

const Membership = z.object({ class: z.string(), learner: z.string(), name: z.string() });
export type Membership = z.infer<typeof Membership>;

export function rememberedClass(store: KeyValueStore): Membership | null {
  try {
    return Membership.parse(JSON.parse(store.get(KEY) ?? 'null'));
  } catch {
    return null;
  }
}

export function rememberClass(
  store: KeyValueStore,
  { class: id, learner, name }: Membership,
): void {
  store.set(KEY, JSON.stringify({ class: id, learner, name }));
}

export function forgetClass(store: KeyValueStore): void {
  store.remove(KEY);
}
