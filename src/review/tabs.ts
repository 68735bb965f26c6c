/** Tells the other tabs of this browser what was written, and hears what they wrote. */
import { Entry } from './log.ts';
import type { ReviewStore } from './store.ts';

/** The part of `BroadcastChannel` that is used. */
export interface Channel {
  postMessage(message: unknown): void;
  onmessage: ((event: MessageEvent) => void) | null;
  close(): void;
}

/** A store that announces the entries of this page load, those of `writer`, once they are on disk. */
export function announcing(store: ReviewStore, channel: Channel, writer: string): ReviewStore {
  return {
    ...store,
    async append(entries) {
      await store.append(entries);
      const own = entries.filter(({ id }) => id.startsWith(`${writer}.`));
      if (own.length > 0) channel.postMessage(own);
    },
  };
}

/** Calls `take` with what other tabs announce. Anything else that comes is ignored. */
export function hear(channel: Channel, take: (entries: readonly Entry[]) => void): void {
  channel.onmessage = ({ data }) => {
    if (!Array.isArray(data)) return;
    const entries = data.flatMap((value) => {
      const entry = Entry.safeParse(value);
      return entry.success ? [entry.data] : [];
    });
    if (entries.length > 0) take(entries);
  };
}
