/**
 * The language service as a web worker. Requests wait until the messages behind them are in, so
 * that those cancelled meanwhile, as every keystroke does with the last, are never carried out.
 */
import { answer } from './answer.ts';
import type { FromWorker, ToWorker } from './protocol.ts';

/** The part of a worker's global scope that is used. */
export interface WorkerScope {
  addEventListener(type: 'message', listener: (event: { data: ToWorker }) => void): void;
  postMessage(message: FromWorker): void;
}

type Request = Extract<ToWorker, { readonly id: number }>;

/** Answers requests on a scope; `later` runs what it is given after the messages at hand. */
export function serve(scope: WorkerScope, later: (task: () => void) => void): void {
  const queue = new Map<number, Request>();

  const next = (): void => {
    const request = queue.values().next().value;
    if (!request) return;
    queue.delete(request.id);
    scope.postMessage(reply(request));
    if (queue.size > 0) later(next);
  };
  scope.addEventListener('message', ({ data }) => {
    if ('cancel' in data) {
      queue.delete(data.cancel);
      return;
    }
    queue.set(data.id, data);
    if (queue.size === 1) later(next);
  });
}

function reply({ id, method, params }: Request): FromWorker {
  try {
    return { id, result: answer(method, params as never) };
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) };
  }
}

// Imported by a test there is no such scope.
if ('WorkerGlobalScope' in globalThis) {
  serve(globalThis as unknown as WorkerScope, (task) => setTimeout(task, 0));
}
