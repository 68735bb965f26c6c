import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Files that need a real container engine; they fail, never skip, where there is none. */
const onEngine = [
  'test/sandbox/engines/container.test.ts',
  'test/lessons/**/*.test.ts',
  'test/**/*.engine.test.ts',
];
const inBrowser = ['test/e2e/**/*.test.ts'];

/** Files with machines or browsers that run at a time: a file alone leaves one of two cores idle. */
const machinesAtATime = 2;

/** Real machines and browsers share the host with whatever else runs there: one more try, no more. */
const retry = 1;

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'pure',
          include: ['test/**/*.test.ts'],
          exclude: [...onEngine, ...inBrowser],
          // Property tests and large files on a busy machine: slow is no failure.
          testTimeout: 30_000,
          maxWorkers: availableParallelism(),
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'engine',
          include: onEngine,
          globalSetup: 'test/engine-service.ts',
          retry,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          maxWorkers: machinesAtATime,
        },
      },
      {
        test: {
          name: 'e2e',
          include: inBrowser,
          globalSetup: 'test/engine-service.ts',
          retry,
          testTimeout: 120_000,
          hookTimeout: 180_000,
          maxWorkers: machinesAtATime,
        },
      },
    ],
  },
});
