/** Where the log and the settings live: IndexedDB in the browser, memory in tests. */
import { type DBSchema, openDB } from 'idb';
import { compareEntries, Entry } from './log.ts';
import { DEFAULT_SETTINGS, ReviewSettings } from './settings.ts';

export type StoreErrorCode = 'refused' | 'full' | 'blocked';

/** The browser will not keep what it was given. `message` says what to do. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: StoreErrorCode;
  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** All calls throw {@link StoreError}; entries are only ever added. */
export interface ReviewStore {
  /** Every entry, in time order. Entries that do not parse are left where they are and skipped. */
  entries(): Promise<Entry[]>;
  /** Resolves once the entries are on disk. Known ids are ignored. */
  append(entries: readonly Entry[]): Promise<void>;
  settings(): Promise<ReviewSettings>;
  saveSettings(settings: ReviewSettings): Promise<void>;
  dispose(): void;
}

/** The profile of this browser. */
export interface BrowserReviewStore extends ReviewStore {
  /** How many entries there are, without reading them. */
  count(): Promise<number>;
}

interface Schema extends DBSchema {
  log: { key: string; value: unknown };
  profile: { key: string; value: unknown };
}

/** More entries than this are quicker compared with all keys than one by one. */
const MANY = 500;

/** Opens the profile of this browser. Throws `refused` where storage is switched off. */
export async function openReviewStore(name = 'review'): Promise<BrowserReviewStore> {
  // Where storage is switched off, some browsers throw at once instead of rejecting.
  const open = async () =>
    openDB<Schema>(name, 1, {
      upgrade(database) {
        database.createObjectStore('log', { keyPath: 'id' });
        database.createObjectStore('profile');
      },
    });
  const db = await open().catch((cause: unknown) => {
    throw new StoreError(
      'refused',
      'This browser keeps nothing for this page, so reviews would be lost. Allow site data, or leave the private window.',
      { cause },
    );
  });

  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (cause) {
      if (cause instanceof DOMException && cause.name === 'QuotaExceededError') {
        throw new StoreError(
          'full',
          'The browser has no room left for this page, so nothing was written. Free some space, then try again.',
          { cause },
        );
      }
      throw new StoreError(
        'blocked',
        'The browser did not store the review. Reload the page and try again.',
        { cause },
      );
    }
  };

  return {
    entries: () =>
      guarded(async () => {
        const found: Entry[] = [];
        for (const value of await db.getAll('log')) {
          const entry = Entry.safeParse(value);
          if (entry.success) found.push(entry.data);
        }
        return found.sort(compareEntries);
      }),
    count: () => guarded(() => db.count('log')),
    append: (entries) =>
      guarded(async () => {
        const write = db.transaction('log', 'readwrite', { durability: 'strict' });
        if (entries.length > MANY) {
          const known = new Set(await write.store.getAllKeys());
          const fresh = entries.filter(({ id }) => known.size !== known.add(id).size);
          await Promise.all(fresh.map((entry) => write.store.add(entry)));
        } else {
          for (const entry of entries) {
            if ((await write.store.getKey(entry.id)) === undefined) await write.store.add(entry);
          }
        }
        await write.done;
      }),
    settings: () =>
      guarded(async () => {
        const kept = ReviewSettings.safeParse(await db.get('profile', 'settings'));
        return kept.success ? kept.data : DEFAULT_SETTINGS;
      }),
    saveSettings: (settings) =>
      guarded(async () => {
        await db.put('profile', settings, 'settings');
      }),
    dispose: () => db.close(),
  };
}
