// @ts-check
/**
 * Builds the site as a folder of files that any file server can host, with the machine for the tab:
 *
 *     npm run build:static
 *
 * The folder is dist-static. What needs a backend is not in it.
 */
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { lastLines, run } from './setup/command.mjs';
import { artefactsFolder, artefactsInPlace, buildArtefactsAside } from './setup/emulator-image.mjs';

const OUT = 'dist-static';
const root = resolve(import.meta.dirname, '..');
const machine = artefactsFolder();

const work = join(root, '.astro', 'static');
rmSync(join(root, OUT), { recursive: true, force: true });
const { code, output } = await run(
  [join(root, 'node_modules/.bin/astro'), 'build', '--outDir', work],
  {
    cwd: root,
    env: {
      NODE_ENV: 'production',
      PUBLIC_STATIC: '1',
      ASTRO_TELEMETRY_DISABLED: '1',
      NO_COLOR: '1',
      PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH}`,
    },
  },
);
if (code !== 0) {
  process.stderr.write(`The site could not be built.\n${lastLines(output, 20)}\n`);
  process.exit(1);
}
cpSync(join(work, 'client'), join(root, OUT), { recursive: true });
rmSync(work, { recursive: true, force: true });
if (artefactsInPlace(machine)) {
  // Already built: this only completes what an earlier version left out.
  await buildArtefactsAside();
  cpSync(machine, join(root, OUT, 'emulator'), { recursive: true });
  process.stdout.write(`${OUT} holds the course, the cards and the machine for the tab.\n`);
} else {
  // Pages ask for it: this is how they are told that there is none.
  mkdirSync(join(root, OUT, 'emulator'));
  writeFileSync(join(root, OUT, 'emulator/manifest.json'), 'null\n');
  process.stdout.write(
    `${OUT} holds the course and the cards. There is no machine for the tab in ${machine}: build it with "npm run image -- emulator", or copy it there, then run this again.\n`,
  );
}
