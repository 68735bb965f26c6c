/** What the agent learns from a real systemd, in a machine of this host's engine. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openContainerEngine } from '../../../../sandbox/engines/container.ts';
import { DEFAULT_LIMITS, type Engine } from '../../../../sandbox/engines/engine.ts';
import { locateEngine } from '../../../../sandbox/setup/engine-host.mjs';
import { type AgentMachine, connectAgent } from '../../../../src/machine/agent/client.ts';
import type { Machine, MachineEvent } from '../../../../src/machine/machine.ts';

const UNITS = '/etc/systemd/system';
const AGENT = '/usr/lib/lab/lab-agent';
const utf8 = new TextEncoder();

let engine: Engine;
let machine: Machine;

/** A shell command as root; throws what it printed when it fails. */
async function root(command: string): Promise<string> {
  const { stdout, stderr, exitCode } = await machine.exec(['sh', '-c', command]);
  if (exitCode !== 0) throw new Error(`${command}: ${stderr}`);
  return stdout;
}

async function install(units: Readonly<Record<string, string>>): Promise<void> {
  await machine.writeFiles(
    Object.entries(units).map(([name, content]) => ({ path: `${UNITS}/${name}`, content })),
  );
  await root('systemctl daemon-reload');
}

async function property(unit: string, name: string): Promise<unknown> {
  return (await machine.facts({ units: { [unit]: [name] } })).units[unit]?.[name];
}

/** Gathers events until the returned function is called. */
function record(files: readonly string[] = []): () => Promise<MachineEvent[]> {
  const stop = new AbortController();
  const told: MachineEvent[] = [];
  const done = (async () => {
    for await (const event of machine.events({ files, signal: stop.signal })) told.push(event);
  })();
  return async () => {
    // Longer than anything is held back.
    await new Promise((resolve) => setTimeout(resolve, 400));
    stop.abort();
    await done;
    return told;
  };
}

beforeAll(async () => {
  const installation = `test-${randomBytes(8).toString('hex')}`;
  engine = await openContainerEngine(await locateEngine(), installation);
  machine = await engine.create({ labels: {}, limits: DEFAULT_LIMITS });
  await install({
    'echo.socket':
      '[Socket]\nListenStream=127.0.0.1:9091\nListenStream=/run/echo.sock\nAccept=yes\n',
    'echo@.service': '[Service]\nExecStart=cat\nStandardInput=socket\nUser=learner\n',
    'plain.service':
      '[Service]\nExecStart=sleep 600\nUser=learner\nEnvironment="GREETING=grüße you"\n',
    'dynamic.service':
      '[Service]\nExecStart=nc -lU /run/dynamic/s\nDynamicUser=yes\nRuntimeDirectory=dynamic\n',
    'alone.service': '[Service]\nExecStart=sleep 600\n',
  });
  await root('systemctl start echo.socket plain.service dynamic.service');
});

afterAll(async () => {
  await machine?.dispose();
  await engine?.dispose();
});

describe('units', () => {
  it('tell their properties as JSON', async () => {
    const { units } = await machine.facts({
      units: {
        'echo.socket': [
          'Id',
          'ActiveState',
          'SubState',
          'Accept',
          'NAccepted',
          'Listen',
          'Backlog',
          'NRefused',
        ],
        'plain.service': [
          'MainPID',
          'Environment',
          'User',
          'InvocationID',
          'Restart',
          'MemoryMax',
          'ExecStart',
        ],
        'no-such.service': ['LoadState', 'LoadError', 'ActiveState', 'FragmentPath'],
      },
    });
    expect(units).toEqual({
      'echo.socket': {
        Id: 'echo.socket',
        ActiveState: 'active',
        SubState: 'listening',
        Accept: true,
        NAccepted: expect.any(Number),
        Listen: [
          ['Stream', '127.0.0.1:9091'],
          ['Stream', '/run/echo.sock'],
        ],
        Backlog: expect.any(Number),
        NRefused: 0,
      },
      'plain.service': {
        MainPID: expect.any(Number),
        Environment: ['GREETING=grüße you'],
        User: 'learner',
        InvocationID: expect.stringMatching(/^[0-9a-f]{32}$/),
        Restart: 'no',
        MemoryMax: '18446744073709551615',
        ExecStart: [expect.arrayContaining(['sleep', ['sleep', '600'], false])],
      },
      'no-such.service': {
        LoadState: 'not-found',
        LoadError: ['org.freedesktop.systemd1.NoSuchUnit', 'Unit no-such.service not found.'],
        ActiveState: 'inactive',
        FragmentPath: '',
      },
    });
  });

  it('leave out what they do not have', async () => {
    const { units } = await machine.facts({
      units: {
        'echo.socket': ['MainPID', 'NoSuchProperty', ''],
        'no suffix': ['Id'],
        'a/b.service': ['Id'],
        '': ['Id'],
        [`${'x'.repeat(3000)}.service`]: ['Id'],
        'plain.service': [],
      },
    });
    expect(Object.values(units)).toEqual([{}, {}, {}, {}, {}, {}]);
  });

  it('have every property that systemctl shows, whichever interface it belongs to', async () => {
    for (const unit of ['echo.socket', 'plain.service', 'system.slice', 'init.scope', '-.mount']) {
      const shown = (await root(`systemctl show --all -- ${unit}`)).split('\n');
      const names = [...new Set(shown.flatMap((line) => /^([A-Z]\w*)=/.exec(line)?.[1] ?? []))];
      const known = Object.keys(
        (await machine.facts({ units: { [unit]: names } })).units[unit] ?? {},
      );
      // systemctl makes up a few names of its own, all of exec conditions and the like.
      const unknown = names.filter((name) => !known.includes(name));
      expect(known.length).toBeGreaterThan(60);
      expect(
        unknown.filter(
          (name) => !/Ex$|^Exec|^(Device|IOD|IO|IP|Listen|Path|Timers|Mounts)/.test(name),
        ),
      ).toEqual([]);
    }
  });

  it('are listed by pattern', async () => {
    const { unitPatterns } = await machine.facts({
      unitPatterns: ['echo*', 'none-*', 'pl?in.service'],
    });
    expect(unitPatterns['none-*']).toEqual([]);
    expect(unitPatterns['echo*']).toEqual([
      { unit: 'echo.socket', active: 'active', sub: 'listening' },
    ]);
    expect(unitPatterns['pl?in.service']).toEqual([
      { unit: 'plain.service', active: 'active', sub: 'running' },
    ]);
  });
});

describe('processes and listeners', () => {
  it('are seen whoever they belong to', async () => {
    const { processes, listeners } = await machine.facts({
      processesOf: [
        'plain.service',
        'dynamic.service',
        'alone.service',
        'echo.socket',
        'no-such.service',
      ],
      listeners: true,
    });
    const { 'plain.service': plain, 'dynamic.service': dynamic, ...others } = processes;
    expect(others).toEqual({ 'alone.service': null, 'echo.socket': null, 'no-such.service': null });
    expect(plain).toMatchObject({
      command: 'sleep',
      argv: ['sleep', '600'],
      environ: { GREETING: 'grüße you', USER: 'learner' },
      fds: { 0: '/dev/null', 1: expect.stringMatching(/^socket:\[\d+\]$/) },
      uid: 1000,
      netns: Number(/\d+/.exec(await root('readlink /proc/1/ns/net'))),
    });
    expect(dynamic?.uid).toBeGreaterThan(60_000);
    const unix = listeners.find(({ address }) => address === '/run/dynamic/s');
    expect(unix).toMatchObject({
      protocol: 'unix-stream',
      owners: [{ pid: dynamic?.pid, command: 'nc' }],
    });
    const tcp = listeners.filter(({ port }) => port === 9091);
    expect(tcp).toMatchObject([{ address: '127.0.0.1', owners: [{ pid: 1, command: 'systemd' }] }]);
  });
});

describe('a probe', () => {
  it.each([
    ['TCP', { kind: 'tcp', host: '127.0.0.1', port: 9091 } as const],
    ['Unix', { kind: 'unix', path: '/run/echo.sock' } as const],
  ])('over %s is known by the name of its instance', async (_, to) => {
    const before = Number(await property('echo.socket', 'NAccepted'));
    const stop = record();
    const { outcome, received, local } = await machine.connect({ to, send: 'nonce' });
    expect([outcome, received]).toEqual(['closed', 'nonce']);
    expect(await property('echo.socket', 'NAccepted')).toBe(before + 1);
    const instances = (await stop()).flatMap((event) =>
      event.type === 'unit' && event.unit.startsWith('echo@') ? event.unit : [],
    );
    expect(new Set(instances).size).toBe(1);
    expect(instances[0]).toContain(local);
  });
});

describe('events', () => {
  const unitsOf = (events: readonly MachineEvent[]) =>
    new Set(events.flatMap((event) => (event.type === 'unit' ? event.unit : [])));

  it('tell what starts and stops', async () => {
    const stop = record();
    await root('systemctl restart plain.service');
    expect(unitsOf(await stop())).toContain('plain.service');
  });

  it('tell what fails to start, and what runs only for a moment', async () => {
    const stop = record();
    await root(
      'systemctl start no-such.service || true; systemd-run -u moment.service --wait true',
    );
    expect(unitsOf(await stop())).toContain('moment.service');
  });

  it('tell a reload and the file that was the reason, once', async () => {
    const path = `${UNITS}/alone.service`;
    const stop = record([path]);
    await machine.writeFiles([{ path, content: '[Service]\nExecStart=sleep 601\n' }]);
    await root('systemctl daemon-reload');
    const events = await stop();
    expect(events.filter(({ type }) => type === 'file')).toEqual([{ type: 'file', path }]);
    expect(events.filter(({ type }) => type === 'reloaded')).toEqual([{ type: 'reloaded' }]);
  });

  it('are not caused by looking', async () => {
    const look = () =>
      machine.facts({
        units: { 'alone.service': ['ActiveState', 'MainPID'], 'no-such.service': ['LoadState'] },
        unitPatterns: ['*'],
        processesOf: ['alone.service'],
      });
    const stop = record();
    await look();
    // What the first look stirs up may be told once.
    await new Promise((resolve) => setTimeout(resolve, 300));
    const later = record();
    for (let round = 0; round < 30; round++) await look();
    await root('systemctl status alone.service || true');
    const events = await later();
    await stop();
    expect(
      events.filter((event) => event.type !== 'unit' || /alone|no-such/.test(event.unit)),
    ).toEqual([]);
    expect(events.length).toBeLessThan(10);
  });
});

describe('PID 1', () => {
  it('may re-execute itself', async () => {
    const stop = record();
    await root('systemctl daemon-reexec');
    expect(await property('echo.socket', 'ActiveState')).toBe('active');
    expect(await stop()).toContainEqual({ type: 'reloaded' });
    const after = record();
    await root('systemctl restart plain.service');
    expect(unitsSeen(await after())).toContain('plain.service');
  });

  const unitsSeen = (events: readonly MachineEvent[]) =>
    events.flatMap((event) => (event.type === 'unit' ? event.unit : []));

  /** A second agent in the machine, on a terminal of the first. */
  async function secondAgent(): Promise<AgentMachine> {
    const terminal = await machine.openTerminal({ cols: 80, rows: 24, user: 'root' });
    const chunks = terminal.output[Symbol.asyncIterator]();
    await terminal.write(utf8.encode(`exec ${AGENT} $(tty | tee /dev/stderr)\r`));
    let noise = '';
    while (!/\/dev\/pts\/\d+\r\n/.test(noise)) {
      const { value, done } = await chunks.next();
      if (done === true) throw new Error(noise);
      noise += new TextDecoder().decode(value);
    }
    const device = /\/dev\/pts\/\d+/.exec(noise)?.[0];
    while (!(await root(`stty -F ${device} -a`)).includes('-icanon'));
    return connectAgent({
      id: 'second',
      stream: {
        input: { [Symbol.asyncIterator]: () => ({ next: () => chunks.next() }) },
        write: (bytes) => terminal.write(bytes),
        close: () => terminal.dispose(),
      },
      info: ({ systemd, release }) => ({ engine: 'test', systemd, release, features: [] }),
      dispose: async () => {},
    });
  }

  it('is asked over its own socket, and says its version', async () => {
    const agent = await secondAgent();
    expect(agent.hello).toMatchObject({
      bus: 'private',
      systemd: machine.info.systemd,
      userNamespace: true,
    });
    expect(agent.hello.release).toMatch(/^Debian 1\d$/);
    expect(await agent.booted()).toMatch(/^(running|degraded)$/);
    agent.detach();
  });

  it('is asked over the system bus where that socket is missing', async () => {
    await root('mv /run/systemd/private /run/systemd/away');
    const agent = await secondAgent();
    expect(agent.hello.bus).toBe('system');
    expect((await agent.facts({ units: { 'echo.socket': ['ActiveState'] } })).units).toEqual({
      'echo.socket': { ActiveState: 'active' },
    });
    const stop = new AbortController();
    const seen: string[] = [];
    const watching = (async () => {
      for await (const event of agent.events({ files: [], signal: stop.signal })) {
        if (event.type === 'unit') seen.push(event.unit);
        if (seen.includes('plain.service')) stop.abort();
      }
    })();
    await agent.facts({ units: { 'echo.socket': ['Id'] } });
    await root('systemctl restart plain.service');
    await watching;
    // Re-executed, PID 1 has another name on the bus.
    await root('systemctl daemon-reexec');
    expect((await agent.facts({ units: { 'echo.socket': ['ActiveState'] } })).units).toEqual({
      'echo.socket': { ActiveState: 'active' },
    });
    agent.detach();
  });

  it('is not mistaken for an impostor', async () => {
    const impostor =
      'import os,socket; s=socket.socket(socket.AF_UNIX); os.path.exists(p:="/run/systemd/private") and os.unlink(p); s.bind(p); s.listen(); print("up",flush=True); c=s.accept(); print(c[0].recv(100),flush=True)';
    await root(`mv /run/systemd/private /run/systemd/true-one`);
    const stop = new AbortController();
    const acting = machine
      .exec(['python3', '-c', impostor], { signal: stop.signal })
      .catch(() => {});
    while (!(await root('ls /run/systemd')).split('\n').includes('private'));
    const agent = await secondAgent();
    expect(agent.hello.bus).toBe('system');
    expect(agent.hello.systemd).toBe(machine.info.systemd);
    agent.detach();
    stop.abort();
    await acting;
    await root('mv /run/systemd/true-one /run/systemd/private');
  });
});

describe('a full disk', () => {
  it('is told, and nothing has changed', async () => {
    await root('mkdir -p /mnt/small && mount -t tmpfs -o size=64k none /mnt/small');
    await machine.writeFiles([{ path: '/mnt/small/first', content: 'as it was' }]);
    const writing = machine.writeFiles([
      { path: '/mnt/small/first', content: 'changed' },
      { path: '/mnt/small/second', content: 'x'.repeat(100_000) },
    ]);
    expect(await writing.catch((error) => error.code)).toBe('disk-full');
    expect(await root('cd /mnt/small && ls -A && cat first')).toBe('first\nas it was');
    await root('umount /mnt/small');
  });
});
