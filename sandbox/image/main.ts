/**
 * `npm run image -- emulator [--out DIR] [--from DIR]`: builds the emulator's machine, or takes one
 * that was built elsewhere. The container's image is built by `node sandbox/setup.mjs`.
 */
import { cpSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ArtefactError } from '../../src/machine/emulator/artefacts.ts';
import {
  artefactsFolder,
  artefactsInPlace,
  emulatorNeeds,
  emulatorRecipe,
} from '../setup/emulator-image.mjs';
import { SetupError } from '../setup/failure.mjs';
import { provide } from '../setup/provide.mjs';
import { Report } from '../setup/report.mjs';
import { verifyArtefacts } from './emulator/artefacts.ts';
import { buildArtefacts } from './emulator/build.ts';
import { ensurePacks } from './emulator/pack.ts';

const USAGE = 'Usage: npm run image -- emulator [--out DIR] [--from DIR] [--again]';

async function main(argv: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      out: { type: 'string' },
      from: { type: 'string' },
      again: { type: 'boolean', default: false },
    },
  });
  if (positionals[0] !== 'emulator') throw new SetupError('usage', USAGE);
  const folder = values.out === undefined ? artefactsFolder() : resolve(values.out);
  await new Report(process.stdout).step('Emulator', async (say) => {
    if (values.from !== undefined) await take(resolve(values.from), folder);
    else if (values.again || !artefactsInPlace(folder)) {
      await provide(emulatorNeeds(), say);
      await buildArtefacts(folder, say);
    }
    const { wasm, state, files } = await verifyArtefacts(folder);
    const { pack, core } = await ensurePacks(folder, say);
    const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
    return {
      done: `${folder}: ${megabytes(wasm.bytes + state.bytes)} to start, ${megabytes(core.bytes)} soon after, ${files.count} files on demand, all of them in ${megabytes(pack.bytes)}`,
      value: undefined,
    };
  });
}

/** Copies artefacts that were built elsewhere into their place. */
async function take(from: string, folder: string): Promise<void> {
  const { recipe } = await verifyArtefacts(from);
  if (recipe !== emulatorRecipe()) {
    throw new SetupError(
      'usage',
      `The machine in ${from} was built from another version of this project (${recipe} instead of ${emulatorRecipe()}). Build it again there from this version.`,
    );
  }
  rmSync(folder, { recursive: true, force: true });
  cpSync(from, folder, { recursive: true });
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (error instanceof SetupError || error instanceof ArtefactError) {
    process.stderr.write(`\n${error.message}\n`);
  } else if (error instanceof Error && 'code' in error && String(error.code).startsWith('E')) {
    process.stderr.write(`\n${error.message}\n${USAGE}\n`);
  } else throw error;
  process.exitCode = 1;
}
