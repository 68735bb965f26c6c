/** The browser's storage, without its exceptions. */
export interface KeyValueStore {
  get(key: string): string | null;
  /** False when the browser does not keep it (blocked, or full). */
  set(key: string, value: string): boolean;
  remove(key: string): boolean;
}

/** `storage` is a function because even touching `localStorage` throws where it is blocked. */
export function browserStore(storage: () => Storage): KeyValueStore {
  const attempt = <T>(use: (storage: Storage) => T, otherwise: T): T => {
    try {
      return use(storage());
    } catch {
      return otherwise;
    }
  };
  return {
    get: (key) => attempt((kept) => kept.getItem(key), null),
    set: (key, value) =>
      attempt((kept) => {
        kept.setItem(key, value);
        return true;
      }, false),
    remove: (key) =>
      attempt((kept) => {
        kept.removeItem(key);
        return true;
      }, false),
  };
}

/** Keeps nothing beyond the page: for tests, and before the page runs in a browser. */
export function memoryStore(entries: Iterable<readonly [string, string]> = []): KeyValueStore {
  const kept = new Map(entries);
  return {
    get: (key) => kept.get(key) ?? null,
    set: (key, value) => {
      kept.set(key, value);
      return true;
    },
    remove: (key) => {
      kept.delete(key);
      return true;
    },
  };
}
