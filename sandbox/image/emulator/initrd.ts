/** The initial RAM file system: loads the drivers, mounts the root, starts the machine. */
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** In the order they have to be loaded. */
const MODULES = [
  'drivers/virtio/virtio',
  'drivers/virtio/virtio_ring',
  'drivers/virtio/virtio_pci_legacy_dev',
  'drivers/virtio/virtio_pci_modern_dev',
  'drivers/virtio/virtio_pci',
  'net/9p/9pnet',
  'net/9p/9pnet_virtio',
  'fs/netfs/netfs',
  'fs/fscache/fscache',
  'fs/9p/9p',
  'drivers/char/virtio_console',
  // ss(8) asks by these; without them it finds sockets, and not their queues.
  'net/ipv4/inet_diag',
  'net/ipv4/tcp_diag',
  'net/ipv4/udp_diag',
  'net/unix/unix_diag',
];

interface Member {
  readonly path: string;
  readonly mode: number;
  readonly content?: Uint8Array;
  readonly device?: readonly [major: number, minor: number];
}

const padded = (bytes: Uint8Array) => Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);

/** One member in the "newc" format of cpio(5). */
function member(number: number, { path, mode, content, device }: Member): Buffer {
  const fields = [number, mode, 0, 0, 1, 0, content?.length ?? 0, 0, 0];
  fields.push(device?.[0] ?? 0, device?.[1] ?? 0, path.length + 1, 0);
  const header = `070701${fields.map((field) => field.toString(16).padStart(8, '0')).join('')}`;
  return Buffer.concat([
    padded(Buffer.from(`${header}${path}\0`)),
    padded(content ?? new Uint8Array(0)),
  ]);
}

/** `init` is the script that becomes PID 1; `boot` is what build.sh unpacked. */
export function buildInitrd(init: Uint8Array, boot: string, kernel: string): Buffer {
  const modules = MODULES.map((name, index): Member => {
    const content = readFileSync(join(boot, 'lib/modules', kernel, 'kernel', `${name}.ko`));
    const order = String(index).padStart(2, '0');
    return { path: `modules/${order}-${basename(name)}.ko`, mode: 0o100644, content };
  });
  const directory = (path: string): Member => ({ path, mode: 0o040755 });
  const members: Member[] = [
    ...['bin', 'dev', 'modules', 'root'].map(directory),
    { path: 'dev/console', mode: 0o020600, device: [5, 1] },
    { path: 'bin/busybox', mode: 0o100755, content: readFileSync(join(boot, 'bin/busybox')) },
    { path: 'init', mode: 0o100755, content: init },
    ...modules,
    { path: 'TRAILER!!!', mode: 0 },
  ];
  return gzipSync(Buffer.concat(members.map((each, index) => member(index + 1, each))));
}
