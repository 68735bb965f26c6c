import type { MigrationProvider } from 'kysely/migration';
import { up as classroom } from './0001-classroom.ts';

/** Every migration, in order. A released one never changes. */
export const migrations: MigrationProvider = {
  getMigrations: async () => ({ '0001-classroom': { up: classroom } }),
};
