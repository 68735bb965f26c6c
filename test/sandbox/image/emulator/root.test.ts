/** From an archive to the tree and the contents that the emulator's file system reads. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { blobName, buildRoot, type TreeNode } from '../../../../sandbox/image/emulator/root.ts';
import { readTar } from '../../../../sandbox/image/emulator/tar.ts';

const folder = mkdtempSync(join(tmpdir(), 'lab-root-'));
afterAll(() => rmSync(folder, { recursive: true }));

const long = `${'long'.repeat(30)}.conf`;

function archive(): Uint8Array {
  const root = join(folder, 'root');
  mkdirSync(join(root, 'etc/deep'), { recursive: true });
  writeFileSync(join(root, 'etc/hostname'), 'lab\n', { mode: 0o640 });
  writeFileSync(join(root, 'etc/deep', long), 'lab\n');
  writeFileSync(join(root, 'etc/empty'), '');
  symlinkSync('../etc/hostname', join(root, 'etc/link'));
  execFileSync('ln', [join(root, 'etc/hostname'), join(root, 'etc/zhard')]);
  return execFileSync('tar', [
    ...['--format=pax', '--sort=name', '--owner=7', '--group=8', '--mtime=@1700000000'],
    ...['-C', root, '-cf', '-', '.'],
  ]);
}

const find = (nodes: readonly TreeNode[], name: string): TreeNode => {
  const node = nodes.find(([each]) => each === name);
  if (node === undefined) throw new Error(`${name} is missing.`);
  return node;
};

test('names, modes, owners, links and contents arrive; equal contents once', () => {
  const { tree, blobs } = buildRoot(readTar(archive()));
  const lab = blobName(Buffer.from('lab\n'));
  const etc = find(tree.fsroot, 'etc')[6] as TreeNode[];
  const time = 1_700_000_000;
  expect(find(etc, 'hostname')).toEqual(['hostname', 4, time, 0o100640, 7, 8, lab]);
  expect(find(etc, 'zhard')).toEqual(['zhard', 4, time, 0o100640, 7, 8, lab]);
  expect(find(etc, 'link').slice(3)).toEqual([0o120777, 7, 8, '../etc/hostname']);
  expect(find(find(etc, 'deep')[6] as TreeNode[], long)[6]).toBe(lab);
  expect([...blobs.keys()].sort()).toEqual([lab, blobName(Buffer.alloc(0))].sort());
  expect(Buffer.from(blobs.get(lab) ?? []).toString()).toBe('lab\n');
});
