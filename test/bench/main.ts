/**
 * `npm run bench` measures everything; `npm run bench -- PART [options]` one part. The sandbox needs
 * what `npm start` needs: the engine, the image, the built site. The review needs the built site and
 * Chromium.
 */
import process from 'node:process';

type Measure = (options: readonly string[]) => Promise<void>;

const PARTS: Readonly<Record<string, () => Promise<Measure>>> = {
  'unit-files': async () => (await import('./unit-files.ts')).measureUnitFiles,
  review: async () => (await import('./review.ts')).measureReview,
  classroom: async () => (await import('./classroom.ts')).measureClassroom,
  emulator: async () => (await import('./emulator/main.ts')).measureEmulator,
  sandbox: async () => (await import('./sandbox.ts')).measureSandbox,
};

const [name, ...options] = process.argv.slice(2);
const chosen = name === undefined ? Object.values(PARTS) : [PARTS[name]];
for (const part of chosen) {
  if (part) await (await part())(options);
  else {
    console.error(`There is no ${name} to measure. Choose from ${Object.keys(PARTS).join(', ')}.`);
    process.exitCode = 2;
  }
}
