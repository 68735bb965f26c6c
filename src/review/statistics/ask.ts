/** Asks a worker for the figures: a long log would hold up the page for seconds. */
import type { StatisticsReply, StatisticsRequest } from './worker.ts';

/** Rejects with a sentence that says what to do. */
export function askForStatistics(
  request: StatisticsRequest,
): Promise<Exclude<StatisticsReply, { trouble: string }>> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    type: 'module',
    name: 'statistics',
  });
  return new Promise<StatisticsReply>((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<StatisticsReply>) => resolve(data));
    worker.addEventListener('error', () =>
      reject(new Error('The statistics could not be worked out. Reload the page to try again.')),
    );
    worker.postMessage(request);
  })
    .then((reply) => {
      if ('trouble' in reply) throw new Error(reply.trouble);
      return reply;
    })
    .finally(() => worker.terminate());
}
