import type {
  FromWorker,
  PointQuery,
  ToWorker,
  UnitFileCalls,
  UnitFileMethod,
  UnitQuery,
} from './protocol.ts';

export type UnitFilesErrorCode = 'failed' | 'unreachable' | 'disposed';

/** The language service could not answer; an aborted call rejects with its signal's reason instead. */
export class UnitFilesError extends Error {
  override readonly name = 'UnitFilesError';
  readonly code: UnitFilesErrorCode;
  constructor(code: UnitFilesErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** The service as the page sees it: promises over a worker. Abort a call whose text is stale. */
export interface UnitFilesClient {
  diagnose(query: UnitQuery, signal?: AbortSignal): Promise<UnitFileCalls['diagnose']['result']>;
  complete(query: PointQuery, signal?: AbortSignal): Promise<UnitFileCalls['complete']['result']>;
  hover(query: PointQuery, signal?: AbortSignal): Promise<UnitFileCalls['hover']['result']>;
  outline(content: string, signal?: AbortSignal): Promise<UnitFileCalls['outline']['result']>;
  format(content: string, signal?: AbortSignal): Promise<UnitFileCalls['format']['result']>;
  /** Ends the worker; what is under way rejects with code `disposed`. */
  dispose(): void;
}

/** The part of `Worker` the client needs. */
export interface WorkerPort {
  postMessage(message: ToWorker): void;
  addEventListener(type: 'message', listener: (event: { data: FromWorker }) => void): void;
  addEventListener(type: 'error', listener: () => void): void;
  terminate(): void;
}

interface Waiting {
  readonly resolve: (result: never) => void;
  readonly reject: (reason: unknown) => void;
  readonly release: () => void;
}

/** Starts the worker from this site's own origin and connects to it. */
export function startUnitFiles(): UnitFilesClient {
  return connectClient(
    new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'unit-files' }),
  );
}

/** A client over a worker that already runs; {@link startUnitFiles} is the usual way. */
export function connectClient(port: WorkerPort): UnitFilesClient {
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let over: UnitFilesError | null = null;

  const settle = (id: number): Waiting | undefined => {
    const call = waiting.get(id);
    waiting.delete(id);
    call?.release();
    return call;
  };
  const finish = (reason: UnitFilesError): void => {
    over ??= reason;
    for (const id of [...waiting.keys()]) settle(id)?.reject(over);
  };
  port.addEventListener('message', ({ data }) => {
    const call = settle(data.id);
    if ('error' in data) call?.reject(new UnitFilesError('failed', data.error));
    else call?.resolve(data.result as never);
  });
  port.addEventListener('error', () =>
    finish(
      new UnitFilesError(
        'unreachable',
        'The unit file checker stopped. Reload the page to use it.',
      ),
    ),
  );

  const call = <M extends UnitFileMethod>(
    method: M,
    params: UnitFileCalls[M]['params'],
    signal?: AbortSignal,
  ): Promise<UnitFileCalls[M]['result']> =>
    new Promise((resolve, reject) => {
      if (over) return reject(over);
      if (signal?.aborted) return reject(signal.reason);
      const id = ++lastId;
      const abort = (): void => {
        settle(id);
        port.postMessage({ cancel: id });
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', abort, { once: true });
      const release = (): void => signal?.removeEventListener('abort', abort);
      waiting.set(id, { resolve, reject, release });
      port.postMessage({ id, method, params });
    });

  return {
    diagnose: (query, signal) => call('diagnose', query, signal),
    complete: (query, signal) => call('complete', query, signal),
    hover: (query, signal) => call('hover', query, signal),
    outline: (content, signal) => call('outline', { content }, signal),
    format: (content, signal) => call('format', { content }, signal),
    dispose() {
      finish(new UnitFilesError('disposed', 'The unit file checker was closed.'));
      port.terminate();
    },
  };
}
