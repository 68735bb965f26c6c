// @ts-check
/**
 * Prepares a host so that the lab can start, be developed or be tested on it:
 *
 *     node sandbox/setup.mjs start|dev|test
 *
 * `npm start`, `npm run dev` and `npm test` run it first. Nothing here needs an npm package, since
 * a fresh clone has none. Each step looks whether its work is done already; a second run changes
 * nothing.
 *
 * What it leaves on the host: Debian packages; as root, the lines that begin with `containers:` in
 * /etc/subuid and /etc/subgid and /etc/sysctl.d/60-socket-activation-lab.conf; where systemd runs,
 * the enabled podman.socket and in Podman's own store the image localhost/socket-activation-lab.
 * Everything else is in this folder: node_modules, dist and the data directory, which on a host
 * without systemd also holds Podman's store.
 */
import { accessSync, constants, mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { which } from './setup/command.mjs';
import { provideEngine } from './setup/container-engine.mjs';
import {
  artefactsFolder,
  artefactsInPlace,
  buildArtefactsAside,
  emulatorNeeds,
} from './setup/emulator-image.mjs';
import { EngineApi } from './setup/engine-api.mjs';
import { SetupError } from './setup/failure.mjs';
import {
  archiveInPlace,
  buildArchive,
  imageReference,
  importArchive,
  release,
} from './setup/machine-image.mjs';
import { installPackages, packagesInPlace } from './setup/npm-packages.mjs';
import { provide } from './setup/provide.mjs';
import { Report } from './setup/report.mjs';
import { buildSite, siteInPlace } from './setup/site.mjs';
import { missingPackages, NEEDS } from './setup/system-packages.mjs';
import { takeTurn } from './setup/turn.mjs';

/** @typedef {{ port: boolean, browser: boolean, emulator: boolean, site: boolean, tabWillDo: boolean }} Mode what a mode needs beyond packages, engine and image */

/** @type {ReadonlyMap<string, Mode>} */
const MODES = new Map([
  ['start', { port: true, browser: false, emulator: false, site: true, tabWillDo: true }],
  ['dev', { port: false, browser: false, emulator: false, site: false, tabWillDo: true }],
  ['test', { port: false, browser: true, emulator: true, site: true, tabWillDo: false }],
]);

const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome'];
const IN_PLACE = 'in place';

const root = dirname(fileURLToPath(new URL('.', import.meta.url)));
const dataDir = resolve(process.env.DATA_DIR || resolve(root, 'data'));
const report = new Report(process.stdout);

/** @param {Mode} mode */
async function setUp(mode) {
  if (mode.port) await requireFreePort();
  const endTurn = await takeTurn(root, () =>
    process.stdout.write('Another set-up is at work in this folder: waiting for it.\n'),
  );
  try {
    makeDataDir();
    await report.step('npm packages', async (say) => {
      if (packagesInPlace(root)) return inPlace();
      say('installing');
      await installPackages(root);
      return { done: 'installed', value: undefined };
    });
    await provideMachines(mode);
    if (mode.browser) {
      await report.step('Chromium', async (say) => {
        if (BROWSERS.some((name) => which(name))) return inPlace();
        await provide([NEEDS.browser], say);
        return { done: 'installed', value: undefined };
      });
      await report.step('PostgreSQL', async (say) => {
        if (missingPackages([NEEDS.database]).length === 0) return inPlace();
        await provide([NEEDS.database], say);
        return { done: 'installed', value: undefined };
      });
    }
    if (mode.emulator) await provideEmulator();
    if (mode.site) {
      await report.step('Site', async (say) => {
        if (siteInPlace(root)) return inPlace();
        say('building');
        await buildSite(root);
        return { done: 'built', value: undefined };
      });
    }
  } finally {
    endTurn();
  }
}

/**
 * Machines on this host; where none can be had, at least those that run in a learner's tab.
 *
 * @param {Mode} mode
 */
async function provideMachines(mode) {
  try {
    const engine = await report.step('Container engine', async (say) => {
      const value = await provideEngine(dataDir, say);
      return { done: value.description, value };
    });
    try {
      await report.step('Machine image', (say) =>
        provideImage(new EngineApi(engine.socketPath), say),
      );
    } finally {
      await engine.stop();
    }
  } catch (error) {
    if (!(error instanceof SetupError) || !mode.tabWillDo) throw error;
    // Where its tools are there already, it is built without asking for anything.
    if (!artefactsInPlace() && missingPackages(emulatorNeeds()).length === 0) {
      await provideEmulator().catch((failure) => {
        if (!(failure instanceof SetupError)) throw failure;
        process.stdout.write(`\n${failure.message}\n`);
      });
    }
    process.stdout.write(
      artefactsInPlace()
        ? `\nThis host provides no machines, so they run in the learner’s tab. For machines on this host:\n${error.message}\n\n`
        : withoutMachines(error),
    );
  }
}

/** The machine for the learner's tab. */
async function provideEmulator() {
  await report.step('Emulator', async (say) => {
    if (artefactsInPlace()) return inPlace();
    await provide(emulatorNeeds(), say);
    say('building, about four minutes');
    await buildArtefactsAside();
    return { done: 'built', value: undefined };
  });
}

/** @param {SetupError} error why this host has none of its own */
function withoutMachines(error) {
  return `
Lessons can be read and cards reviewed, but there is no machine for the exercises yet. One of these is enough:

- A machine that runs in the learner’s tab, for which nothing is installed here. On a computer that can
  build it (Debian or Ubuntu, as root), with the same version of this project:

    npm run image -- emulator

  The last line names a folder. Copy that folder here, as

    ${artefactsFolder()}

  A lab that runs already finds it there: reload the page.

- Machines on this host. ${error.message.trim()}

`;
}

/**
 * @param {EngineApi} engine
 * @param {(what: string) => void} say
 */
async function provideImage(engine, say) {
  const reference = imageReference();
  if (await engine.hasImage(reference)) return inPlace();
  if (!archiveInPlace(dataDir)) {
    const unprivileged = process.getuid?.() === 0 ? [] : [NEEDS.unprivilegedImage];
    await provide([NEEDS.image, ...unprivileged], say);
    say(`building from Debian packages (${release()}), about a minute`);
    await buildArchive(dataDir);
  }
  say('importing');
  await importArchive(engine, dataDir);
  return { done: reference, value: undefined };
}

/** Better now than after a minute of building. */
async function requireFreePort() {
  const port = Number(process.env.PORT || 4321);
  const host = process.env.HOST || '127.0.0.1';
  const code = await new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (/** @type {NodeJS.ErrnoException} */ error) => resolve(error.code));
    probe.listen(port, host, () => probe.close(() => resolve(undefined)));
  });
  if (code === 'EADDRINUSE') {
    throw new SetupError(
      'port-taken',
      `Port ${port} on ${host} is taken, perhaps by a lab that already runs. Stop what listens there ("ss -ltnp" shows it), or choose another port: PORT=4322 npm start`,
    );
  }
}

function makeDataDir() {
  try {
    mkdirSync(dataDir, { recursive: true });
    accessSync(dataDir, constants.W_OK);
  } catch (error) {
    const reason = error instanceof Error ? error.message : error;
    throw new SetupError(
      'no-data-directory',
      `The data directory ${dataDir} cannot be written (${reason}). Make it writable for your account, or name another one: DATA_DIR=/some/folder npm start`,
    );
  }
}

function inPlace() {
  return { done: IN_PLACE, value: undefined };
}

const mode = MODES.get(process.argv[2] ?? '');
try {
  if (process.platform !== 'linux') {
    throw new SetupError(
      'usage',
      'Machines are Linux containers, and their engine has to run on this host: the lab runs on Linux only.',
    );
  }
  if (!mode) throw new SetupError('usage', 'Usage: node sandbox/setup.mjs start|dev|test');
  await setUp(mode);
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(
    error instanceof SetupError ? `\n${message}\n` : `\nSet-up failed: ${message}\n`,
  );
  process.exitCode = 1;
}
