/** Our verdicts beside those of the real systemd-analyze verify, in a machine of this host's engine. */
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openContainerEngine } from '../../sandbox/engines/container.ts';
import { DEFAULT_LIMITS, type Engine } from '../../sandbox/engines/engine.ts';
import { locateEngine } from '../../sandbox/setup/engine-host.mjs';
import type { Run } from '../../sandbox/unit-files/oracle.ts';
import type { Machine } from '../../src/machine/machine.ts';
import {
  SYSTEMD_VERSIONS,
  type SystemdVersion,
} from '../../src/unit-files/directives/directives.ts';
import type { UnitFile, UnitWorkspace } from '../../src/unit-files/types.ts';
import { disagreements, report, smallest } from './oracle/disagreement.ts';
import { edited, prefixes } from './oracle/edits.ts';
import { scribble, workspace } from './oracle/units.ts';
import { rows } from './values/rows.ts';
import { unitWith } from './verify.ts';

let engine: Engine;
let machine: Machine;
let version: SystemdVersion;
let run: Run;

beforeAll(async () => {
  const installation = `test-${randomBytes(8).toString('hex')}`;
  engine = await openContainerEngine(await locateEngine(), installation);
  machine = await engine.create({ labels: {}, limits: DEFAULT_LIMITS });
  const { systemd } = machine.info;
  const known = SYSTEMD_VERSIONS.find((one) => one === systemd);
  if (!known) throw new Error(`The image has systemd ${systemd}; there are no rules for it yet.`);
  version = known;
  run = (argv, options) => machine.exec(argv, options);
});
afterAll(async () => {
  await machine?.dispose();
  await engine?.dispose();
});

/** Fails with the smallest case of the first disagreement. */
async function expectAgreement(workspaces: readonly UnitWorkspace[]): Promise<void> {
  const [first, ...others] = await disagreements(run, version, workspaces);
  if (!first) return;
  const least = report(await smallest(run, version, first));
  throw new Error(
    `${others.length + 1} of ${workspaces.length} units are judged otherwise.\n${least}`,
  );
}

/** Services and sockets the image ships. */
async function shipped(): Promise<UnitFile[]> {
  const script = `cd /lib/systemd/system && for unit in *.service *.socket; do
    [ -s "$unit" ] && [ ! -L "$unit" ] && printf '%s %s\\n' "$unit" "$(base64 -w0 "$unit")"; done`;
  const { stdout } = await machine.exec(['sh', '-c', `${script}; true`], { maxBytes: 1 << 24 });
  return stdout
    .trim()
    .split('\n')
    .map((line) => {
      const [name = '', content = ''] = line.split(' ');
      return { name, content: Buffer.from(content, 'base64').toString('utf8') };
    });
}

const SOCKET = `# echo
[Socket]
ListenStream=127.0.0.1:7777
ListenStream=[::1]:7777
Accept=yes
MaxConnections=16
SocketMode=0660

[Install]
WantedBy=sockets.target
`;

const SERVICE = `[Unit]
Description=Echo %i

[Service]
ExecStart=-/usr/bin/env A="b c" \\
  cat
StandardInput=socket
TimeoutStartSec=1min 30s
`;

describe('systemd-analyze verify in the machine', { timeout: 240_000 }, () => {
  it('says the same of random units', async () => {
    await expectAgreement(fc.sample(workspace(version), 400));
  });

  it('says the same of pieces in no order', async () => {
    await expectAgreement(fc.sample(scribble, 200));
  });

  it('says the same of shipped units with changes', async () => {
    const units = await shipped();
    expect(units.length).toBeGreaterThan(5);
    await expectAgreement(fc.sample(edited(units), 200));
  });

  it('says the same at every keystroke of a socket and its template', async () => {
    const template = { name: 'echo@.service', content: SERVICE };
    const socket = { name: 'echo.socket', content: SOCKET };
    await expectAgreement([...prefixes(socket, [template]), ...prefixes(template, [])]);
  });

  it('says what is recorded of single values', async () => {
    const all = rows().filter(({ verdicts }) => verdicts[version] !== '-');
    const some = fc.sample(fc.constantFrom(...all), 300);
    await expectAgreement(some.map(({ directive, value }) => unitWith(directive, value)));
  });
});
