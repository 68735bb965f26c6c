import { describe, expect, it } from 'vitest';
import { connectClient, UnitFilesError, type WorkerPort } from '../../src/unit-files/client.ts';
import type { FromWorker, ToWorker } from '../../src/unit-files/protocol.ts';
import { serve, type WorkerScope } from '../../src/unit-files/worker.ts';

/** A worker in the same thread: messages are cloned, and the worker's turn comes when told. */
function inThread() {
  const toPage: ((event: { data: FromWorker }) => void)[] = [];
  const toWorker: ((event: { data: ToWorker }) => void)[] = [];
  const onError: (() => void)[] = [];
  const tasks: (() => void)[] = [];
  const answered: number[] = [];
  const scope: WorkerScope = {
    addEventListener: (_type, listener) => void toWorker.push(listener),
    postMessage: (message) => {
      answered.push(message.id);
      for (const listener of toPage) listener({ data: structuredClone(message) });
    },
  };
  const port: WorkerPort & { terminated: boolean } = {
    terminated: false,
    postMessage: (message) => {
      for (const listener of toWorker) listener({ data: structuredClone(message) });
    },
    addEventListener: (type: 'message' | 'error', listener: never) =>
      void (type === 'message' ? toPage : onError).push(listener),
    terminate() {
      this.terminated = true;
    },
  };
  serve(scope, (task) => void tasks.push(task));
  return {
    port,
    answered,
    /** Lets the worker work until it has nothing left. */
    work: () => {
      for (let task = tasks.shift(); task; task = tasks.shift()) task();
    },
    fail: () => {
      for (const listener of onError) listener();
    },
  };
}

const query = (content: string) => ({
  workspace: { unit: { name: 'echo.socket', content }, companions: [] },
  version: 252 as const,
});

describe('worker and client', () => {
  it('answers every kind of call', async () => {
    const { port, work } = inThread();
    const client = connectClient(port);
    const position = { line: 1, column: 3 };
    const calls = Promise.all([
      client.diagnose(query('[Sockets]\n')),
      client.complete({ ...query('[Socket]\nAcc\n'), position }),
      client.hover({ ...query('[Socket]\nAccept=no\n'), position }),
      client.outline('[Socket]\nAccept=no\n'),
      client.format('[Socket]\nAccept = no\n'),
    ]);
    work();
    const [diagnostics, completions, hover, outline, edits] = await calls;
    expect(diagnostics[0]).toMatchObject({ id: 'unknown-section', voice: 'systemd' });
    expect(completions.map(({ label }) => label)).toContain('Accept=');
    expect(hover?.title).toBe('Accept=');
    expect(outline.map(({ name }) => name)).toEqual(['Socket']);
    expect(edits).toHaveLength(1);
  });

  it('never carries out what was aborted before its turn', async () => {
    const { port, work, answered } = inThread();
    const client = connectClient(port);
    const stale = new AbortController();
    const first = client.diagnose(query('[S\n'), stale.signal);
    stale.abort();
    const second = client.diagnose(query('[Socket]\n'));
    work();
    await expect(first).rejects.toMatchObject({ name: 'AbortError' });
    await expect(second).resolves.toBeInstanceOf(Array);
    expect(answered).toEqual([2]);
  });

  it('does not ask at all once aborted', async () => {
    const { port, work, answered } = inThread();
    const client = connectClient(port);
    await expect(client.outline('', AbortSignal.abort())).rejects.toMatchObject({
      name: 'AbortError',
    });
    work();
    expect(answered).toEqual([]);
  });

  it('rejects one call that fails and goes on', async () => {
    const { port, work } = inThread();
    const client = connectClient(port);
    const broken = client.outline(undefined as unknown as string);
    const sound = client.outline('[Unit]\n');
    work();
    await expect(broken).rejects.toMatchObject({ code: 'failed' });
    await expect(sound).resolves.toHaveLength(1);
  });

  it('rejects what waits, and all later calls, when the worker stops', async () => {
    const { port, fail } = inThread();
    const client = connectClient(port);
    const waiting = client.outline('');
    fail();
    await expect(waiting).rejects.toBeInstanceOf(UnitFilesError);
    await expect(client.outline('')).rejects.toMatchObject({ code: 'unreachable' });
  });

  it('ends the worker when it is disposed of', async () => {
    const { port } = inThread();
    const client = connectClient(port);
    const waiting = client.outline('');
    client.dispose();
    await expect(waiting).rejects.toMatchObject({ code: 'disposed' });
    expect(port.terminated).toBe(true);
  });
});
