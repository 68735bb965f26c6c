import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ClassClient } from '../../../src/classroom/live/client.ts';
import { CloseCode } from '../../../src/schemas/protocol.ts';
import { learner } from '../class-of.ts';
import { snapshot } from '../class-view.ts';

/** The server's end of one connection. */
class Wire extends EventTarget {
  readonly url: string;
  readonly sent: { t: string; id: number }[] = [];
  binaryType = '';
  readyState = 0;
  constructor(url: string) {
    super();
    this.url = url;
  }
  send(data: string): void {
    this.sent.push(JSON.parse(data));
  }
  close(): void {}
  open(): void {
    this.readyState = 1;
    this.dispatchEvent(new Event('open'));
  }
  say(frame: unknown): void {
    const data = typeof frame === 'string' ? frame : JSON.stringify(frame);
    this.dispatchEvent(new MessageEvent('message', { data }));
  }
  end(code: number, reason = ''): void {
    this.readyState = 3;
    this.dispatchEvent(Object.assign(new Event('close'), { code, reason }));
  }
}

let wires: Wire[];
let client: ClassClient;
const last = () => wires.at(-1) as Wire;
const row = (id: string, hints: number) => ({
  t: 'learner',
  learner: learner(id, { hints: { 'demo-echo': hints } }),
});

beforeEach(() => {
  vi.useFakeTimers();
  wires = [];
  client = new ClassClient('class 1', {
    network: {
      origin: 'https://lab.example',
      fetch,
      openSocket: (url) => {
        wires.push(new Wire(url));
        return last() as unknown as WebSocket;
      },
      backoffMs: [100, 1_000],
    },
    now: () => 1_000,
  });
  last().open();
});
afterEach(() => {
  client.dispose();
  vi.useRealTimers();
});

/** The connection drops and comes back. */
async function reconnect(): Promise<void> {
  last().end(1006);
  expect(client.connection.value).toBe('lost');
  await vi.advanceTimersByTimeAsync(200);
  last().open();
}

const outcome = (asked: Promise<void>) =>
  asked.then(
    () => 'done',
    (error: { code: string }) => error.code,
  );

describe('the client of a class', () => {
  test('asks for a snapshot first, then for what came after the newest it saw', async () => {
    expect(last().url).toBe('wss://lab.example/api/class/classes/class%201/live');
    last().say(snapshot({ seq: 41, learners: [learner('a')] }));
    last().say({ t: 'event', seq: 42, now: 0, event: row('a', 3) });
    await reconnect();
    expect(last().url).toMatch(/live\?since=42$/);
    expect(client.connection.value).toBe('connected');
  });

  test('draws a burst of events once', async () => {
    last().say(snapshot({ learners: [learner('a')] }));
    let drawn = 0;
    const stop = client.state.subscribe(() => {
      drawn += 1;
    });
    for (let seq = 1; seq <= 50; seq++)
      last().say({ t: 'event', seq, now: 0, event: row('a', seq) });
    await vi.advanceTimersByTimeAsync(1_000);
    expect([drawn, client.state.value?.learners.get('a')?.hints]).toEqual([2, { 'demo-echo': 50 }]);
    stop();
  });

  test('ignores what it does not know', async () => {
    for (const nonsense of ['', '{', '[]', '{"t":"event"}', { t: 'party', seq: 1 }]) {
      last().say(nonsense);
    }
    last().say(snapshot({ seq: 1 }));
    last().say({ t: 'event', seq: 2, now: 0, event: { t: 'fireworks' } });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(client.state.value?.seq).toBe(1);
  });

  test('takes the time from the server', () => {
    last().say(snapshot({ now: 61_000 }));
    expect(client.now()).toBe(61_000);
  });

  test('a request is answered by its own number', async () => {
    const [first, second] = [client.ask({ t: 'lower-hand' }), client.ask({ t: 'lower-hand' })];
    const [a, b] = last().sent;
    last().say({ t: 'error', id: b?.id, code: 'no-hand', message: 'The hand is down.' });
    last().say({ t: 'done', id: a?.id });
    expect(await Promise.all([outcome(first), outcome(second)])).toEqual(['done', 'no-hand']);
  });

  test('a request made while the connection is lost waits for it', async () => {
    last().end(1006);
    const asked = client.ask({ t: 'lower-hand' });
    await vi.advanceTimersByTimeAsync(200);
    last().open();
    last().say({ t: 'done', id: last().sent[0]?.id });
    expect(await outcome(asked)).toBe('done');
  });

  test('one that was sent before the connection dropped is not sent again', async () => {
    const asked = outcome(client.ask({ t: 'lower-hand' }));
    await reconnect();
    expect([await asked, last().sent]).toEqual(['unanswered', []]);
  });

  test('one that is never answered fails in the end', async () => {
    const asked = outcome(client.ask({ t: 'lower-hand' }));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await asked).toBe('unanswered');
  });

  test('says why it can go on no longer, and does not knock again', async () => {
    last().end(CloseCode.notYours, 'You were removed from the class.');
    await vi.advanceTimersByTimeAsync(60_000);
    expect([client.closed.value, wires.length]).toEqual(['You were removed from the class.', 1]);
    await expect(client.ask({ t: 'lower-hand' })).rejects.toThrow('You were removed');
  });
});
