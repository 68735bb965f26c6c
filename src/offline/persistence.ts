/** Whether the browser may throw away what this page keeps when it runs short of room. */
import { inMegabytes } from './megabytes.ts';

/** Reviews after which losing them would hurt; before, a question about storage is only in the way. */
export const WORTH_KEEPING = 10;

export interface Kept {
  /** The browser promised to keep it until the person deletes it. */
  readonly persistent: boolean;
  /** Bytes used and bytes there are for this site; null where the browser does not tell. */
  readonly usage: number | null;
  readonly quota: number | null;
}

type Storage = Partial<Pick<StorageManager, 'persist' | 'persisted' | 'estimate'>>;

/** Asks for the promise once there is something to lose. Browsers may ask the person, or decide. */
export async function keepWhenWorth(storage: Storage | undefined, reviews: number): Promise<void> {
  if (reviews < WORTH_KEEPING || !storage?.persist) return;
  if (await storage.persisted?.().catch(() => false)) return;
  await storage.persist().catch(() => false);
}

/** Undefined where the browser tells nothing, as on plain http. */
export async function storageState(storage: Storage | undefined): Promise<Kept | undefined> {
  if (!storage?.persisted) return undefined;
  const [persistent, estimate] = await Promise.all([
    storage.persisted().catch(() => false),
    storage.estimate?.().catch(() => undefined),
  ]);
  return { persistent, usage: estimate?.usage ?? null, quota: estimate?.quota ?? null };
}

/** In words, with what to do. */
export function sayStorage(kept: Kept | undefined): string {
  if (!kept)
    return 'This browser does not tell how long it keeps things. Save everything now and then.';
  const used = kept.usage === null ? '' : ` ${inMegabytes(kept.usage)} are in use.`;
  return kept.persistent
    ? `This browser keeps all of it until you delete it.${used}`
    : `This browser may delete it when it runs short of room, so save everything now and then.${used}`;
}
