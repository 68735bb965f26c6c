/** The desk as the page sees it: the worker starts with the first call. */
import type { DeskCalls, DeskMethod, FromDesk, ToDesk } from './desk-calls.ts';

/** What went wrong at the desk; `message` says what to do. */
export class DeskError extends Error {
  override readonly name = 'DeskError';
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** The part of `Worker` that is used. */
export interface DeskPort {
  postMessage(message: ToDesk): void;
  addEventListener(type: 'message', listener: (event: { data: FromDesk }) => void): void;
  addEventListener(type: 'error', listener: () => void): void;
  terminate(): void;
}

export interface DeskClient {
  /** Rejects with {@link DeskError}. */
  call<M extends DeskMethod>(
    method: M,
    ...args: Parameters<DeskCalls[M]>
  ): ReturnType<DeskCalls[M]>;
  dispose(): void;
}

interface Waiting {
  resolve(value: never): void;
  reject(error: DeskError): void;
}

export function startDesk(): DeskClient {
  return connectDesk(
    () =>
      new Worker(new URL('./desk-worker.ts', import.meta.url), {
        type: 'module',
        name: 'exchange',
      }),
  );
}

/** A worker that stops by itself, for want of memory, is started anew by the next call. */
export function connectDesk(start: () => DeskPort): DeskClient {
  const waiting = new Map<number, Waiting>();
  let port: DeskPort | undefined;
  let lastId = 0;

  const stop = (error: DeskError): void => {
    port?.terminate();
    port = undefined;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  const open = (): DeskPort => {
    const opened = start();
    opened.addEventListener('message', ({ data }) => {
      const caller = waiting.get(data.id);
      waiting.delete(data.id);
      if (data.ok) caller?.resolve(data.value as never);
      else caller?.reject(new DeskError(data.code, data.message));
    });
    opened.addEventListener('error', () => {
      stop(
        new DeskError(
          'failed',
          'The browser stopped the work, and nothing was taken in. Reload the page and try again; if it happens again, the file is too large for this device.',
        ),
      );
    });
    return opened;
  };

  return {
    call(method, ...args) {
      const id = ++lastId;
      const result = new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
      port ??= open();
      port.postMessage({ id, method, args });
      return result as never;
    },
    dispose: () => stop(new DeskError('disposed', 'The page was left.')),
  };
}
