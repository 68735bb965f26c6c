import {
  chmodSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atEnd, codeOf, scratch, startMachine, user } from './agent.ts';

const MiB = 1024 * 1024;
const text = (bytes: Uint8Array | undefined) => bytes && new TextDecoder().decode(bytes);

describe('reading', () => {
  it('gives every byte, up to 4 MiB', async () => {
    const machine = await startMachine();
    const path = join(scratch(), 'file');
    for (const size of [0, 1, 70_000, 4 * MiB]) {
      const content = Uint8Array.from({ length: size }, (_, n) => (n * 7919) >> 3);
      writeFileSync(path, content);
      expect(Buffer.from((await machine.readFile(path)) ?? []).equals(content)).toBe(true);
    }
    writeFileSync(path, new Uint8Array(4 * MiB + 1));
    expect(await codeOf(machine.readFile(path))).toBe('too-large');
  });

  it('reads files that claim to be empty', async () => {
    const machine = await startMachine();
    expect(text(await machine.readFile('/proc/self/comm'))).toMatch(/^lab-agent.*\n$/);
    expect((await machine.readFile('/proc/self/status'))?.length).toBeGreaterThan(100);
  });

  it.each<[string, (folder: string) => string, string | undefined]>([
    ['a file that is not there', (folder) => `${folder}/none`, undefined],
    ['a folder that is not there', (folder) => `${folder}/none/none`, undefined],
    ['below a file', (folder) => `${folder}/file/below`, 'bad-path'],
    ['a link to nothing', (folder) => `${folder}/dangling`, undefined],
    ['a folder', (folder) => folder, 'bad-path'],
    ['a FIFO', (folder) => `${folder}/fifo`, 'bad-path'],
    ['a socket', (folder) => `${folder}/socket`, 'bad-path'],
    ['a device', () => '/dev/zero', 'bad-path'],
    ['a link in a circle', (folder) => `${folder}/circle`, 'bad-path'],
    ['the root', () => '/', 'bad-path'],
    ['a relative path', () => 'etc/passwd', 'bad-path'],
    ['a path with ..', () => '/etc/../etc/passwd', 'bad-path'],
    ['a path with //', () => '/etc//passwd', 'bad-path'],
    ['a path with NUL', () => '/etc/passwd\0', 'bad-path'],
    ['a path without end', () => `/${'x/'.repeat(3000)}x`, 'bad-path'],
  ])('%s', async (_, pathIn, code) => {
    const machine = await startMachine();
    const folder = scratch();
    writeFileSync(`${folder}/file`, '');
    symlinkSync('nothing', `${folder}/dangling`);
    symlinkSync('circle', `${folder}/circle`);
    await machine.exec(['mkfifo', `${folder}/fifo`], { user });
    const server = createServer().listen(`${folder}/socket`);
    atEnd(() => void server.close());
    const reading = machine.readFile(pathIn(folder));
    if (code === undefined) expect(await reading).toBeUndefined();
    else expect(await codeOf(reading)).toBe(code);
    await machine.ping();
  });

  it('of a masked unit gives nothing', async () => {
    const machine = await startMachine();
    const path = join(scratch(), 'masked.service');
    symlinkSync('/dev/null', path);
    expect(await machine.readFile(path)).toEqual(new Uint8Array(0));
  });
});

describe('writing', () => {
  it('then reading gives the same, whatever the files', async () => {
    const machine = await startMachine();
    const folder = scratch();
    const name = fc.stringMatching(/^[a-zü@. -]{1,20}$/).filter((each) => !/^\.*$/.test(each));
    const files = fc.uniqueArray(
      fc.record({
        name,
        content: fc.uint8Array({ maxLength: 3000 }),
        mode: fc.nat({ max: 0o777 }),
      }),
      { maxLength: 8, selector: (file) => file.name },
    );
    let run = 0;
    await fc.assert(
      fc.asyncProperty(files, async (all) => {
        const below = `${folder}/${run++}/deep`;
        await machine.writeFiles(
          all.map(({ name: file, content, mode }) => ({
            path: `${below}/${file}`,
            content,
            mode,
            user,
          })),
        );
        for (const { name: file, content, mode } of all) {
          expect(statSync(`${below}/${file}`).mode & 0o7777).toBe(mode);
          chmodSync(`${below}/${file}`, 0o600);
          expect(await machine.readFile(`${below}/${file}`)).toEqual(content);
        }
        if (all.length > 0) expect(readdirSync(below).length).toBe(all.length);
      }),
      { numRuns: 30 },
    );
  });

  it('makes folders with 0755 and replaces what is there, links not followed', async () => {
    const machine = await startMachine();
    const folder = scratch();
    writeFileSync(`${folder}/old`, 'old');
    linkSync(`${folder}/old`, `${folder}/other-name`);
    symlinkSync('/dev/null', `${folder}/masked`);
    await machine.writeFiles([
      { path: `${folder}/old`, content: 'new', user },
      { path: `${folder}/masked`, content: 'unmasked', user },
      { path: `${folder}/a/b/c`, content: 'x', user },
    ]);
    expect(readFileSync(`${folder}/old`, 'utf8')).toBe('new');
    expect(readFileSync(`${folder}/other-name`, 'utf8')).toBe('old');
    expect(readFileSync(`${folder}/masked`, 'utf8')).toBe('unmasked');
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
    expect(statSync(`${folder}/a/b`).mode & 0o7777).toBe(0o755);
    expect(statSync(`${folder}/a/b/c`).mode & 0o7777).toBe(0o644);
  });

  it('writes many and large files', async () => {
    const machine = await startMachine();
    const folder = scratch();
    const large = new Uint8Array(4 * MiB).fill(65);
    await machine.writeFiles([
      { path: `${folder}/large`, content: large, user },
      ...Array.from({ length: 500 }, (_, n) => ({ path: `${folder}/${n}`, content: `${n}`, user })),
    ]);
    expect(statSync(`${folder}/large`).size).toBe(large.length);
    expect(readFileSync(`${folder}/499`, 'utf8')).toBe('499');
  });

  it.each<
    [
      string,
      (folder: string) => { path: string; content: string | Uint8Array; user?: string },
      string,
    ]
  >([
    ['a folder', (folder) => ({ path: `${folder}/sub`, content: '' }), 'bad-path'],
    ['below a file', (folder) => ({ path: `${folder}/first/x`, content: '' }), 'bad-path'],
    [
      'too much',
      (folder) => ({ path: `${folder}/x`, content: new Uint8Array(4 * MiB + 1) }),
      'too-large',
    ],
    [
      'for nobody',
      (folder) => ({ path: `${folder}/x`, content: '', user: 'no-such-user' }),
      'bad-path',
    ],
    ['to ..', (folder) => ({ path: `${folder}/../x`, content: '' }), 'bad-path'],
    ['to a full disk', () => ({ path: '/dev/full/x', content: '' }), 'bad-path'],
  ])('%s fails and changes nothing', async (_, badIn, code) => {
    const machine = await startMachine();
    const folder = scratch();
    mkdirSync(`${folder}/sub`);
    writeFileSync(`${folder}/first`, 'as it was');
    const writing = machine.writeFiles([
      { path: `${folder}/first`, content: 'changed', user },
      { user, ...badIn(folder) },
    ]);
    expect(await codeOf(writing)).toBe(code);
    expect(readFileSync(`${folder}/first`, 'utf8')).toBe('as it was');
    expect(readdirSync(folder).sort()).toEqual(['first', 'sub']);
  });

  it('that is called off changes nothing', async () => {
    const machine = await startMachine();
    const folder = scratch();
    const stop = new AbortController();
    const content = new Uint8Array(4 * MiB);
    const writing = machine.writeFiles([{ path: `${folder}/x`, content, user }], {
      signal: stop.signal,
    });
    await machine.ping();
    stop.abort();
    expect(await codeOf(writing)).toBe('aborted');
    await machine.ping();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('of nothing does nothing', async () => {
    const machine = await startMachine();
    await machine.writeFiles([]);
  });
});
