/** The desk in a worker of its own: the page stays usable, however large a file is. */

import wasm from 'sql.js/dist/sql-wasm-browser.wasm?url';
import { randomId } from '../../random-id.ts';
import { openReviewStore } from '../store.ts';
import { Desk } from './desk.ts';
import type { FromDesk, ToDesk } from './desk-calls.ts';
import { ExchangeError } from './error.ts';
import type { CourseNotes } from './notes.ts';
import { loadSqlite } from './sqlite.ts';

let desk: Promise<Desk> | undefined;
let notes: CourseNotes | undefined;

async function openDesk(): Promise<Desk> {
  return new Desk({
    store: await openReviewStore(),
    course: async () => {
      notes ??= await loadNotes();
      return notes;
    },
    sqlite: () => loadSqlite(wasm),
    clock: { now: () => Date.now(), offsetMin: (at) => new Date(at).getTimezoneOffset() },
    writer: randomId(),
  });
}

async function loadNotes(): Promise<CourseNotes> {
  const response = await fetch('/review/notes.json').catch(() => undefined);
  if (!response?.ok) {
    throw new ExchangeError(
      'unreachable',
      'The cards did not load. Check your connection, then try again.',
    );
  }
  return response.json();
}

async function answer({ id, method, args }: ToDesk): Promise<FromDesk> {
  try {
    desk ??= openDesk();
    // A browser that kept nothing may be allowed to meanwhile.
    desk.catch(() => {
      desk = undefined;
    });
    const call = (await desk)[method].bind(await desk) as (...args: readonly unknown[]) => unknown;
    return { id, ok: true, value: await call(...args) };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const known = 'code' in error && typeof error.code === 'string';
    if (!known) console.error('The exchange did not work.', error);
    return { id, ok: false, code: known ? String(error.code) : 'failed', message: error.message };
  }
}

self.addEventListener('message', ({ data }: MessageEvent<ToDesk>) => {
  void answer(data).then((message) => self.postMessage(message));
});
