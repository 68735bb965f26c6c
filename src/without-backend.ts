/** For a site that is a folder of files: takes the pages out that only work with a backend. */
import { rm } from 'node:fs/promises';
import type { AstroIntegration } from 'astro';

/** What links there looks at HAS_BACKEND. */
const NEED_BACKEND = ['class/', 'review/move/'];

export function withoutBackend(): AstroIntegration {
  return {
    name: 'without-backend',
    hooks: {
      'astro:build:done': async ({ dir }) => {
        for (const path of NEED_BACKEND) {
          await rm(new URL(path, dir), { recursive: true });
        }
      },
    },
  };
}
