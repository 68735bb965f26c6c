/** Events of files. Those of units are seen in systemd.engine.test.ts. */
import {
  appendFileSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { AgentMachine } from '../../../src/machine/agent/client.ts';
import { atEnd, codeOf, scratch, startMachine } from './agent.ts';

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const gathered: T[] = [];
  for await (const item of items) gathered.push(item);
  return gathered;
}

/** Gathers the paths of file events; `next` resolves with those since it was last called. */
function watch(machine: AgentMachine, files: readonly string[]) {
  const stop = new AbortController();
  let told: string[] = [];
  let wake = () => {};
  const done = (async () => {
    for await (const event of machine.events({ files, signal: stop.signal })) {
      if (event.type !== 'file') continue;
      told.push(event.path);
      wake();
    }
  })();
  atEnd(() => stop.abort());
  return {
    stop: () => stop.abort(),
    done,
    async next(): Promise<string[]> {
      while (told.length === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      const since = told;
      told = [];
      return since;
    },
  };
}

describe('a watched file', () => {
  it.each<[string, (path: string) => void, (path: string) => void]>([
    ['is created', () => {}, (path) => writeFileSync(path, 'x')],
    ['is written', (path) => writeFileSync(path, 'x'), (path) => writeFileSync(path, 'y')],
    ['grows', (path) => writeFileSync(path, 'x'), (path) => appendFileSync(path, 'y')],
    ['is removed', (path) => writeFileSync(path, 'x'), (path) => unlinkSync(path)],
    ['is linked', () => {}, (path) => symlinkSync('/dev/null', path)],
    [
      'is replaced',
      (path) => writeFileSync(path, 'x'),
      (path) => {
        writeFileSync(`${path}.new`, 'y');
        renameSync(`${path}.new`, path);
      },
    ],
    ['moves away', (path) => writeFileSync(path, 'x'), (path) => renameSync(path, `${path}.old`)],
  ])('%s, and that is told, once and of no other file', async (_, before, act) => {
    const machine = await startMachine();
    const folder = scratch();
    const path = `${folder}/watched`;
    before(path);
    const events = watch(machine, [path, `${folder}/other`]);
    await machine.ping();
    act(path);
    expect(await events.next()).toEqual([path]);
    events.stop();
    await events.done;
  });

  it('is replaced again and again', async () => {
    const machine = await startMachine();
    const path = `${scratch()}/watched`;
    const events = watch(machine, [path]);
    await machine.ping();
    for (let round = 0; round < 5; round++) {
      writeFileSync(`${path}.new`, `${round}`);
      renameSync(`${path}.new`, path);
      expect(await events.next()).toEqual([path]);
    }
  });

  it('appears below folders that were not there', async () => {
    const machine = await startMachine();
    const folder = scratch();
    const path = `${folder}/a/b/c/watched`;
    const events = watch(machine, [path]);
    await machine.ping();
    mkdirSync(`${folder}/a/b/c`, { recursive: true });
    writeFileSync(path, 'x');
    expect(await events.next()).toEqual([path]);
    writeFileSync(path, 'y');
    expect(await events.next()).toEqual([path]);
    rmSync(`${folder}/a`, { recursive: true });
    await events.next();
    mkdirSync(`${folder}/a/b/c`, { recursive: true });
    writeFileSync(path, 'z');
    expect(await events.next()).toEqual([path]);
  });

  it('comes with its whole folder', async () => {
    const machine = await startMachine();
    const folder = scratch();
    mkdirSync(`${folder}/ready/sub`, { recursive: true });
    writeFileSync(`${folder}/ready/sub/watched`, 'x');
    const path = `${folder}/place/sub/watched`;
    const events = watch(machine, [path]);
    await machine.ping();
    renameSync(`${folder}/ready`, `${folder}/place`);
    expect(await events.next()).toEqual([path]);
  });

  it('written a thousand times is told a few times', async () => {
    const machine = await startMachine();
    const folder = scratch();
    const path = `${folder}/watched`;
    const last = `${folder}/last`;
    const events = watch(machine, [path, last]);
    await machine.ping();
    const started = performance.now();
    for (let round = 0; round < 1000; round++) writeFileSync(path, 'x');
    writeFileSync(last, 'x');
    const told: string[] = [];
    while (!told.includes(last)) told.push(...(await events.next()));
    // At most one in each 20 ms.
    const moments = (performance.now() - started) / 20;
    expect(told.length).toBeLessThanOrEqual(Math.ceil(moments) + 2);
  });

  it('is told to each who watches', async () => {
    const machine = await startMachine();
    const path = `${scratch()}/watched`;
    const first = watch(machine, [path]);
    const second = watch(machine, [path]);
    await machine.ping();
    writeFileSync(path, 'x');
    expect(await first.next()).toEqual([path]);
    expect(await second.next()).toEqual([path]);
    first.stop();
    await first.done;
    await machine.ping();
    writeFileSync(path, 'y');
    expect(await second.next()).toEqual([path]);
  });
});

describe('a watch', () => {
  it('is not started for one who no longer wants it', async () => {
    const machine = await startMachine();
    const events = machine.events({ files: [], signal: AbortSignal.abort() });
    expect(await all(events)).toEqual([]);
  });

  it('ends when its consumer leaves', async () => {
    const machine = await startMachine();
    const path = `${scratch()}/watched`;
    const events = machine.events({ files: [path] });
    await machine.ping();
    writeFileSync(path, 'x');
    for await (const event of events) if (event.type === 'file') break;
    expect(await all(events)).toEqual([]);
  });

  it('of more than can be watched is refused', async () => {
    const machine = await startMachine();
    const folder = scratch();
    const files = Array.from({ length: 1025 }, (_, n) => `${folder}/${n}`);
    const watching = all(machine.events({ files }));
    expect(await codeOf(watching)).toBe('unsupported');
    await machine.ping();
  });

  it('of a path that is none is refused', async () => {
    const machine = await startMachine();
    expect(await codeOf(all(machine.events({ files: ['x'] })))).toBe('bad-path');
  });
});
