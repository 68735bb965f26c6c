/** Turns the machine's root into what the emulator's 9p file system reads. */
import { createHash } from 'node:crypto';
import type { TarEntry } from './tar.ts';

/** A file, directory or link as v86 reads it from JSON: name, size, mtime, mode, uid, gid, … */
export type TreeNode = [
  name: string,
  size: number,
  mtime: number,
  mode: number,
  uid: number,
  gid: number,
  /** Children of a directory, the target of a link, the blob's name of a file. */
  content?: TreeNode[] | string,
];

export interface Root {
  /** v86's own format, version 3. */
  readonly tree: { readonly version: 3; readonly size: number; readonly fsroot: TreeNode[] };
  /** Blob name to content, each content once. */
  readonly blobs: ReadonlyMap<string, Uint8Array>;
}

const S_IFDIR = 0o040000;
const S_IFREG = 0o100000;
const S_IFLNK = 0o120000;

/** Enough of a SHA-256 that two files of one root never share it. */
const NAME_LENGTH = 16;

export function blobName(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex').slice(0, NAME_LENGTH);
}

export function buildRoot(entries: Iterable<TarEntry>): Root {
  const blobs = new Map<string, Uint8Array>();
  const top: TreeNode[] = [];
  const directories = new Map<string, TreeNode[]>([['', top]]);
  const files = new Map<string, TreeNode>();
  let size = 0;
  for (const { path, type, mode, uid, gid, mtime, content, target } of entries) {
    if (path === '') continue;
    const slash = path.lastIndexOf('/');
    const name = path.slice(slash + 1);
    const siblings = directories.get(path.slice(0, Math.max(slash, 0)));
    if (siblings === undefined) throw new Error(`${path} comes before its directory.`);
    const permissions = mode & 0o7777;
    if (type === 'directory') {
      const children: TreeNode[] = [];
      directories.set(path, children);
      siblings.push([name, 4096, mtime, S_IFDIR | permissions, uid, gid, children]);
    } else if (type === 'symlink') {
      siblings.push([name, target.length, mtime, S_IFLNK | 0o777, uid, gid, target]);
    } else if (type === 'hardlink') {
      // A copy, as far as the machine is concerned: nothing in it depends on the link count.
      const original = files.get(target.replace(/^\.?\//, ''));
      if (original === undefined) throw new Error(`${path} is linked to nothing.`);
      siblings.push([name, ...original.slice(1)] as unknown as TreeNode);
    } else if (type === 'file') {
      const blob = blobName(content);
      blobs.set(blob, content);
      size += content.length;
      const node: TreeNode = [name, content.length, mtime, S_IFREG | permissions, uid, gid, blob];
      files.set(path, node);
      siblings.push(node);
    }
  }
  return { tree: { version: 3, size, fsroot: top }, blobs };
}
