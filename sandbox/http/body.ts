import type { IncomingMessage } from 'node:http';
import { Refusal } from './problem.ts';

/** A request's JSON body of at most `limit` bytes. Throws Refusal `too-large` or `bad-request`. */
export async function readJson(request: IncomingMessage, limit: number): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) {
      throw new Refusal(
        'too-large',
        `What was sent is larger than ${limit / 1024} KiB. Shorten your files; they are kept in this browser.`,
      );
    }
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new Refusal('bad-request', 'The sandbox could not read the request. Reload the page.');
  }
}
