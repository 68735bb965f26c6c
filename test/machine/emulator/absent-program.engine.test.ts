/** A program whose file cannot be had yet, since the network is gone, held up the whole machine. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readFrom } from '../../../sandbox/image/emulator/artefacts.ts';
import { artefactsFolder } from '../../../sandbox/setup/emulator-image.mjs';
import { readArtefacts } from '../../../src/machine/emulator/artefacts.ts';
import { Emulator } from '../../../src/machine/emulator/emulator.ts';
import { Screen } from '../../engines/screen.ts';

const signal = () => AbortSignal.timeout(60_000);

let emulator: Emulator;
/** Resolves when the machine asks for a file's content that it has not got. */
let asked: Promise<void>;
let giveNow = () => {};
let away = false;

beforeAll(async () => {
  const read = readFrom(artefactsFolder());
  let tellAsked = () => {};
  asked = new Promise((resolve) => (tellAsked = resolve));
  const network = new Promise<void>((resolve) => (giveNow = resolve));
  const parts = await readArtefacts(async (path) => {
    if (away) {
      tellAsked();
      await network;
    }
    return read(path);
  });
  emulator = await Emulator.start(parts);
});
afterAll(() => emulator?.dispose());

test('now it holds up itself alone', async () => {
  const { machine } = emulator;
  const screen = new Screen(await machine.openTerminal({ cols: 80, rows: 24 }));
  await screen.shows(/\$ $/);
  // The shell has read its own files by then.
  await screen.type('echo $((1 + 1))\r');
  await screen.shows(/^2\r$/m);
  away = true;
  const answer = machine.exec(['factor', '6'], { timeoutMs: 120_000 });
  await asked;
  const facts = await machine.facts(
    { units: { 'multi-user.target': ['ActiveState'] } },
    { signal: signal() },
  );
  expect(facts.units['multi-user.target']?.ActiveState).toBe('active');
  await screen.type('echo $((40 + 2))\r');
  await screen.shows(/^42\r$/m);
  giveNow();
  expect((await answer).stdout).toBe('6: 2 3\n');
});
