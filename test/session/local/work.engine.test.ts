/** A learner's work, out of one emulated machine and into the next. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readFrom } from '../../../sandbox/image/emulator/artefacts.ts';
import { artefactsFolder } from '../../../sandbox/setup/emulator-image.mjs';
import { readArtefacts } from '../../../src/machine/emulator/artefacts.ts';
import { Emulator } from '../../../src/machine/emulator/emulator.ts';
import { markStart, putWork, takeWork } from '../../../src/session/local/work.ts';

const { signal } = new AbortController();
const UNITS = '/etc/systemd/system';
const SOCKET = '[Socket]\nListenStream=9091\nAccept=yes\n[Install]\nWantedBy=sockets.target\n';
const SERVICE = '[Service]\nExecStart=/bin/cat\nStandardInput=socket\n';
const START = { path: `${UNITS}/start.socket`, content: SOCKET };

let emulator: Emulator;
beforeAll(async () => {
  emulator = await Emulator.start(await readArtefacts(readFrom(artefactsFolder())));
});
afterAll(() => emulator?.dispose());

async function run(command: string): Promise<string> {
  const { stdout, stderr, exitCode } = await emulator.machine.exec(['sh', '-c', command], {
    timeoutMs: 120_000,
  });
  expect([exitCode, stderr.replace(/^Created symlink.*\n/, '')]).toEqual([0, '']);
  return stdout;
}

test('units, what is enabled and files elsewhere come back; what was removed stays away', async () => {
  await emulator.machine.writeFiles([START]);
  await markStart(emulator.machine, signal);
  await emulator.machine.writeFiles([
    { path: `${UNITS}/demo-echo.socket`, content: SOCKET },
    { path: `${UNITS}/demo-echo@.service`, content: SERVICE },
  ]);
  await run(
    `rm ${START.path}; echo mine >/etc/motd; sudo -u learner touch /home/learner/notes; systemctl enable --now demo-echo.socket`,
  );
  const taken = await takeWork(emulator.machine, [START.path], signal);
  expect(taken?.removed).toEqual([START.path]);

  const next = await emulator.reset();
  await next.writeFiles([START]);
  await markStart(next, signal);
  const saved = { [`${UNITS}/demo-echo@.service`]: `# later\n${SERVICE}` };
  expect(await putWork(next, { archive: '', removed: [], ...taken, saved }, signal)).toBe(true);
  expect(await run('systemctl is-active demo-echo.socket')).toBe('active\n');
  expect(await run('stat -c %U /home/learner/notes; cat /etc/motd')).toBe('learner\nmine\n');
  expect(await run(`ls ${UNITS}`)).not.toContain('start.socket');
  expect(await run(`head -n 1 ${UNITS}/demo-echo@.service`)).toBe('# later\n');
}, 300_000);

test('that is none takes nothing along', async () => {
  await markStart(emulator.machine, signal);
  expect(await takeWork(emulator.machine, [], signal)).toEqual({ archive: '', removed: [] });
}, 120_000);
