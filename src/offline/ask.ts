import type { FromServiceWorker, ToServiceWorker } from './messages.ts';

/** Asks the service worker. `onAnswer` is called once or more, until the answer that is no progress. */
export function ask(
  worker: ServiceWorker,
  message: ToServiceWorker,
  onAnswer: (answer: FromServiceWorker) => void,
): void {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }: MessageEvent<FromServiceWorker>) => {
    onAnswer(data);
    if (data.t !== 'kept' || message.t === 'kept') port1.close();
  };
  worker.postMessage(message, [port2]);
}
