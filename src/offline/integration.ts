/** After each build: looks at what was built and makes the service worker for exactly that. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { build as bundle } from 'vite';
import type { Build } from './build.ts';
import { describeBuild } from './describe-build.ts';

export function offline(): AstroIntegration {
  return {
    name: 'offline',
    hooks: {
      'astro:build:done': async ({ dir, logger }) => {
        const build = await makeServiceWorker(fileURLToPath(dir));
        const bytes = build.shell.reduce((sum, path) => sum + (build.files[path]?.bytes ?? 0), 0);
        logger.info(
          `sw.js for version ${build.version}: the shell is ${Math.round(bytes / 1e3)} kB`,
        );
      },
    },
  };
}

/** Writes sw.js for the files that lie in the folder. */
export async function makeServiceWorker(folder: string): Promise<Build> {
  const build = describeBuild(await readFiles(folder));
  await bundleWorker(build, folder);
  return build;
}

/** Paths with slashes, relative to the folder, and their contents. */
async function readFiles(folder: string): Promise<ReadonlyMap<string, Buffer>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = new Map<string, Buffer>();
  for (const entry of entries) {
    // Compressed copies are another form of the same file; the machine's files are kept on demand.
    if (!entry.isFile() || /\.(br|gz)$/.test(entry.name) || entry.name === 'sw.js') continue;
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(folder.length).replaceAll('\\', '/').replace(/^\//, '');
    if (name.startsWith('machine/')) continue;
    files.set(name, await readFile(path));
  }
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
}

async function bundleWorker(build: Build, folder: string): Promise<void> {
  await bundle({
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    define: { BUILD: JSON.stringify(build) },
    build: {
      outDir: folder,
      emptyOutDir: false,
      copyPublicDir: false,
      lib: {
        entry: fileURLToPath(new URL('./sw.ts', import.meta.url)),
        formats: ['iife'],
        name: 'sw',
        fileName: () => 'sw.js',
      },
    },
  });
}
