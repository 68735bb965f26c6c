import { describe, expect, test } from 'vitest';
import type { FromDesk, ToDesk } from '../../../src/review/exchange/desk-calls.ts';
import { connectDesk, type DeskPort } from '../../../src/review/exchange/desk-client.ts';

/** A worker that answers when it is told to. */
class FakePort implements DeskPort {
  readonly asked: ToDesk[] = [];
  private hear: (event: { data: FromDesk }) => void = () => {};
  private fail: () => void = () => {};
  ended = false;
  postMessage(message: ToDesk): void {
    this.asked.push(message);
  }
  addEventListener(type: 'message' | 'error', listener: never): void {
    if (type === 'message') this.hear = listener;
    else this.fail = listener;
  }
  terminate(): void {
    this.ended = true;
  }
  answer(data: FromDesk): void {
    this.hear({ data });
  }
  crash(): void {
    this.fail();
  }
}

function desk() {
  const ports: FakePort[] = [];
  const client = connectDesk(() => {
    const port = new FakePort();
    ports.push(port);
    return port;
  });
  return { client, ports };
}

describe('the desk behind a worker', () => {
  test('starts with the first call, and answers go to their callers', async () => {
    const { client, ports } = desk();
    expect(ports).toEqual([]);
    const own = client.call('countOwn');
    const gone = client.call('discardOwn');
    ports[0]?.answer({ id: 2, ok: true, value: 7 });
    ports[0]?.answer({ id: 1, ok: true, value: 3 });
    expect(await Promise.all([own, gone])).toEqual([3, 7]);
    expect(ports).toHaveLength(1);
  });
  test('what went wrong comes with its code and words', async () => {
    const { client, ports } = desk();
    const call = client.call('takeInAnki', new Uint8Array());
    ports[0]?.answer({ id: 1, ok: false, code: 'damaged', message: 'Copy it again.' });
    await expect(call).rejects.toMatchObject({ name: 'DeskError', code: 'damaged' });
  });
  test('a worker that dies says so, and the next call has a new one', async () => {
    const { client, ports } = desk();
    const call = client.call('countOwn');
    ports[0]?.crash();
    await expect(call).rejects.toThrow('nothing was taken in');
    expect(ports[0]?.ended).toBe(true);
    const again = client.call('countOwn');
    ports[1]?.answer({ id: 2, ok: true, value: 0 });
    expect(await again).toBe(0);
  });
  test('is over when the page is left', async () => {
    const { client, ports } = desk();
    const call = client.call('countOwn');
    client.dispose();
    await expect(call).rejects.toMatchObject({ code: 'disposed' });
    expect(ports[0]?.ended).toBe(true);
  });
});
