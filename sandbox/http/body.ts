import type { IncomingMessage } from 'node:http';
import { Refusal } from './problem.ts';

/** A request's JSON body of at most `limit` bytes. Throws Refusal `too-large` or `bad-request`. */
export async function readJson(request: IncomingMessage, limit: number): Promise<unknown> {
  const bytes = await readBytes(
    request,
    limit,
    `What was sent is larger than ${limit / 1024} KiB. Shorten your files; they are kept in this browser.`,
  );
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    throw new Refusal('bad-request', 'The sandbox could not read the request. Reload the page.');
  }
}

/** A request's body as it is. Throws Refusal `too-large` with the words given. */
export async function readBytes(
  request: IncomingMessage,
  limit: number,
  tooLarge: string,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw new Refusal('too-large', tooLarge);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
