/** Boots the machine once, warms it up and saves it, with a shell open and the agent at work. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type AgentMachine,
  connectAgent,
  type SavedConversation,
} from '../../../src/machine/agent/client.ts';
import { Inbox } from '../../../src/machine/agent/inbox.ts';
import type { EmulatedComputer } from '../../../src/machine/emulator/computer.ts';
import { startComputer } from '../../../src/machine/emulator/v86-computer.ts';
import type { FactsQuery } from '../../../src/machine/machine.ts';
import { buildInitrd } from './initrd.ts';
import type { Root } from './root.ts';

/** Guest memory. The initial RAM file system is placed at 64 MiB: it has to be more than that. */
export const MEMORY_BYTES = 128 * 1024 * 1024;
const BOOT_MS = 600_000;
const COMMAND_MS = 300_000;
/** For the machine to finish what it does in the background before it is saved. */
const SETTLE_MS = 2_000;
const POLL_MS = 5;

/** kernel-command-line(7), and Linux's own admin-guide/kernel-parameters. */
const COMMAND_LINE = [
  // SeaBIOS keeps the top of memory for itself otherwise.
  `memmap=exactmap memmap=639K@0 memmap=${MEMORY_BYTES / 1024 / 1024 - 1}M@1M`,
  'console=ttyS0 quiet loglevel=3',
  'tsc=reliable no_timer_check random.trust_cpu=on',
  // What protects one tenant of a computer from another costs, and there is one tenant only.
  'mitigations=off nokaslr init_on_free=0 init_on_alloc=0 hardened_usercopy=off lsm=yama',
  'audit=0 psi=0 nowatchdog rcupdate.rcu_expedited=1',
  'systemd.unified_cgroup_hierarchy=1',
  // Becomes PID 1's environment: a third of a reload is looking for drop-ins in folders that
  // nobody has. systemd.unit(5) lists them all.
  `SYSTEMD_UNIT_PATH=${[
    '/etc/systemd/system.control',
    '/run/systemd/system.control',
    '/run/systemd/transient',
    '/etc/systemd/system',
    '/run/systemd/system',
    '/usr/local/lib/systemd/system',
    '/lib/systemd/system',
  ].join(':')}`,
].join(' ');

/** What a learner is likely to do first: afterwards its programs are where they are needed. */
const WARM_UP = [
  'systemctl daemon-reload',
  'systemctl show dbus.socket -p ActiveState',
  'systemctl --no-pager status dbus.socket',
  'systemctl --no-pager list-sockets',
  'systemctl cat dbus.socket',
  'journalctl -n 3 --no-pager',
  'ss -ltn',
  'echo | nc -N 127.0.0.1 1 || true',
  'sudo -u learner sudo true',
];

/** Free memory that was used once does not compress: fill it with zeros, all but so many KiB. */
const fillFree = (field: 'MemAvailable' | 'MemFree') =>
  `mount -t tmpfs -o size=100% zeros /mnt && { head -c $(awk '/^${field}/ { print $2 - 6144 }' /proc/meminfo)K /dev/zero >/mnt/zeros; umount /mnt; }`;

/**
 * Nothing that only the boot needed is in memory. PID 1 sets up all of its D-Bus interface for each
 * connection to its private socket, which is most of what a systemctl costs; without the socket,
 * systemctl goes by the system bus.
 */
const FORGET = [
  'rm -f /run/systemd/private',
  'sync; echo 3 >/proc/sys/vm/drop_caches',
  fillFree('MemAvailable'),
].join('\n');

/** A socket for the rehearsal, of which nothing is left afterwards. */
const REHEARSED = [
  {
    path: '/etc/systemd/system/rehearsal.socket',
    content:
      '[Socket]\nListenStream=127.0.0.1:9\nAccept=yes\n\n[Install]\nWantedBy=sockets.target\n',
  },
  {
    path: '/etc/systemd/system/rehearsal@.service',
    content: '[Service]\nExecStart=/bin/cat\nStandardInput=socket\nStandardError=journal\n',
  },
];

const ENABLE = 'sudo systemctl enable --now rehearsal.socket';
/**
 * What a learner does first, done for v86 to compile it and for memory to hold the programs: both
 * are saved with the machine.
 */
const REHEARSAL = [
  "printf 'hi\\n' | nc -N 127.0.0.1 9",
  'systemctl --no-pager status rehearsal.socket',
  `systemd-analyze verify --man=no --recursive-errors=no ${REHEARSED.map(({ path }) => path).join(' ')}`,
  'sudo systemctl daemon-reload',
  'sudo systemctl disable --now rehearsal.socket',
  ENABLE,
];
/** And what the checks then ask. */
const CHECKED: FactsQuery = {
  units: {
    'rehearsal.socket': ['LoadState', 'FragmentPath', 'ActiveState', 'SubState', 'NAccepted'],
    'rehearsal@0.service': ['LoadState', 'FragmentPath'],
  },
  unitPatterns: ['rehearsal@*.service'],
  listeners: true,
  files: REHEARSED.map(({ path }) => path),
  unitFiles: true,
};
/** Connections as the checks make them: nothing else that PID 1 does is waited for as often. */
const CONNECTIONS = 10;
/**
 * The hottest code is compiled first, so many functions while connections are made and so many in
 * all. A browser works for about 10 ms on each, as soon as it is run: with all that v86 would
 * compile, the first command is no quicker and the processor busy for long.
 */
const FUNCTIONS = { connections: 80, inAll: 192 };

/** Nothing is left of the rehearsal but what memory holds. */
const CLEAN_UP = [
  `rm -f ${REHEARSED.map(({ path }) => path).join(' ')}`,
  'rmdir /etc/systemd/system/sockets.target.wants',
  'systemctl daemon-reload',
  'rm -rf /root/.cache /home/learner/.bash_history /run/sudo/ts/* /tmp/* /var/tmp/*',
  'journalctl --quiet --rotate --vacuum-size=1',
  fillFree('MemFree'),
].join('\n');

export interface Snapshot {
  readonly state: Uint8Array;
  readonly conversation: SavedConversation;
  /** Blobs that were read until the machine was as it is saved. */
  readonly read: readonly string[];
}

/**
 * `work` is what build.sh filled; `init` the script of the initial RAM file system. Takes a minute
 * or two. Throws what the agent's client throws when the machine does not come up.
 */
export async function takeSnapshot(
  work: string,
  root: Root,
  init: Uint8Array,
  wasm: WebAssembly.Module,
  say: (what: string) => void,
): Promise<Snapshot> {
  const boot = join(work, 'boot');
  const kernel = readdirSync(join(boot, 'lib/modules'))[0];
  if (kernel === undefined) throw new Error('There is no kernel to boot.');
  const read = new Set<string>();
  const computer = await startComputer({
    wasm,
    memoryBytes: MEMORY_BYTES,
    files: {
      read: async (blob) => {
        const content = root.blobs.get(blob);
        if (content === undefined) throw new Error(`The root has no content ${blob}.`);
        read.add(blob);
        return content;
      },
    },
    start: {
      bios: readFileSync(join(boot, 'usr/share/seabios/bios.bin')),
      vgaBios: readFileSync(join(boot, 'usr/share/seabios/vgabios-stdvga.bin')),
      kernel: readFileSync(join(boot, 'boot', `vmlinuz-${kernel}`)),
      initrd: buildInitrd(init, boot, kernel),
      commandLine: COMMAND_LINE,
      tree: root.tree,
    },
  });
  try {
    return { ...(await bootAndSave(computer, say)), read: [...read] };
  } finally {
    await computer.dispose();
  }
}

async function bootAndSave(
  computer: EmulatedComputer,
  say: (what: string) => void,
): Promise<Omit<Snapshot, 'read'>> {
  let console = '';
  computer.console.onText = (text) => {
    console = (console + text).slice(-4096);
  };
  const inbox = new Inbox<Uint8Array>();
  computer.port.onOutput = (bytes) => inbox.put(bytes);
  const opened = new Promise<void>((resolve) => {
    computer.port.onOpened = resolve;
  });
  say('booting the machine in the emulator');
  computer.run();
  await Promise.race([opened, tooLong(BOOT_MS)]);
  const machine = await connectAgent({
    id: 'snapshot',
    stream: {
      input: inbox.take(),
      write: (bytes) => computer.port.send(bytes),
      close: () => inbox.end(),
    },
    patienceMs: BOOT_MS,
    info: ({ systemd, release }) => ({ engine: 'emulator', systemd, release, features: [] }),
    dispose: async () => {},
  }).catch((cause) => {
    throw new Error(`The machine did not come up. The end of its console:\n${console}`, { cause });
  });
  const state = await machine.booted({ signal: AbortSignal.timeout(BOOT_MS) });
  if (state !== 'running') throw new Error(`systemd came up as ${state}:\n${console}`);
  say('warming it up');
  for (const line of WARM_UP) await run(machine, line);
  await run(machine, 'for i in 1 2; do systemctl daemon-reload; done');
  const { channel, output } = await openShell(machine);
  const systemd = Number.parseInt(
    (await run(machine, 'systemctl --version')).replace(/^systemd /, ''),
    10,
  );
  await run(machine, FORGET);
  say('rehearsing what a learner does first');
  await machine.writeFiles(REHEARSED);
  await run(machine, ENABLE, 'learner');
  // The boot's compiled code goes.
  computer.jit = 'off';
  await compileSome(computer, FUNCTIONS.connections, async () => {
    const to = { kind: 'tcp', host: '127.0.0.1', port: 9 } as const;
    for (let made = 0; made < CONNECTIONS; made += 1) {
      await machine.connect({ to, send: 'hi\n', timeoutMs: COMMAND_MS });
    }
  });
  await compileSome(computer, FUNCTIONS.inAll, async () => {
    for (const line of REHEARSAL) {
      await run(machine, line, 'learner');
      await machine.facts(CHECKED);
    }
  });
  await run(machine, CLEAN_UP);
  say('saving it');
  await new Promise((wake) => setTimeout(wake, SETTLE_MS));
  await computer.pause();
  return {
    state: await computer.save(),
    conversation: {
      // The agent was greeted while PID 1 could not answer yet.
      hello: { ...machine.hello, systemd, bus: 'private' },
      lastChannel: machine.lastChannel,
      terminals: [{ user: 'learner', channel, output }],
    },
  };
}

/** Has v86 compile during `work`, until there are `enough` functions. */
async function compileSome(
  computer: EmulatedComputer,
  enough: number,
  work: () => Promise<void>,
): Promise<void> {
  computer.jit = 'on';
  const watch = setInterval(() => {
    if (computer.compiled >= enough) computer.jit = 'frozen';
  }, POLL_MS);
  await work();
  clearInterval(watch);
  computer.jit = 'frozen';
}

/** Resolves after so many ms, without keeping the process alive. */
function tooLong(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}

/** Runs a shell command. Throws when it fails. */
async function run(
  machine: AgentMachine,
  line: string,
  user: 'root' | 'learner' = 'root',
): Promise<string> {
  const { stdout, stderr, exitCode } = await machine.exec(['sh', '-c', line], {
    timeoutMs: COMMAND_MS,
    user,
  });
  if (exitCode !== 0) throw new Error(`"${line}" failed in the machine: ${stderr || stdout}`);
  return stdout;
}

/** A login shell that has printed its prompt, and is left open. */
async function openShell(machine: AgentMachine): Promise<{ channel: number; output: string }> {
  const terminal = await machine.openTerminal({ cols: 80, rows: 24 });
  const channel = machine.lastChannel;
  const decoder = new TextDecoder();
  let output = '';
  for await (const chunk of terminal.output) {
    output += decoder.decode(chunk, { stream: true });
    if (output.endsWith('$ ')) break;
  }
  return { channel, output };
}
