import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { type Dialect, Kysely, PostgresDialect, SqliteDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import pg from 'pg';
import { accountStore } from './accounts.ts';
import { classStore } from './classes.ts';
import { entryStore } from './entries.ts';
import { learnerStore } from './learners.ts';
import { migrations } from './migrations/index.ts';
import { type Store, StoreError } from './store.ts';
import type { Tables } from './tables.ts';

/** How long a writer waits for another process that holds the file, ms. */
const BUSY_MS = 5_000;
/** PostgreSQL's int8. Ours are times and counts, which a double holds exactly. */
const INT8 = 20;

export interface StorePlace {
  /** File of the embedded database; `:memory:` for tests. */
  readonly file: string;
  /** `postgres://…`: used in place of the file. */
  readonly url?: string | undefined;
}

/** Opens the store and brings its tables up to date. Throws StoreError `unreachable`. */
export async function openStore(place: StorePlace): Promise<Store> {
  const { dialect, backup } = place.url ? postgres(place.url) : sqlite(place.file);
  const db = new Kysely<Tables>({ dialect });
  const { error } = await new Migrator({ db, provider: migrations }).migrateToLatest();
  if (error) {
    await db.destroy();
    throw unreachable(place, error);
  }
  return {
    accounts: accountStore(db),
    classes: classStore(db),
    learners: learnerStore(db),
    entries: entryStore(db),
    backup,
    dispose: () => db.destroy(),
  };
}

interface Opened {
  readonly dialect: Dialect;
  readonly backup: Store['backup'];
}

function sqlite(file: string): Opened {
  let database: Database.Database;
  try {
    // The first start of a server finds no folder yet.
    mkdirSync(dirname(file), { recursive: true });
    database = new Database(file);
    database.pragma('journal_mode = WAL');
    // A result that was answered survives even a power cut; a class writes a few times a second.
    database.pragma('synchronous = FULL');
    database.pragma('foreign_keys = ON');
    database.pragma(`busy_timeout = ${BUSY_MS}`);
  } catch (error) {
    throw unreachable({ file }, error);
  }
  return {
    dialect: new SqliteDialect({ database }),
    backup: async (to) => {
      await database.backup(to);
    },
  };
}

function postgres(url: string): Opened {
  const pool = new pg.Pool({
    connectionString: url,
    types: {
      getTypeParser: (type: number, format?: 'text' | 'binary') =>
        type === INT8 ? Number : pg.types.getTypeParser(type, format as 'text'),
    },
  });
  // An idle connection that breaks is replaced by the next query; without this it ends the process.
  pool.on('error', () => {});
  return {
    dialect: new PostgresDialect({ pool }),
    backup: async () => {
      throw new StoreError(
        'unsupported',
        'The classroom is kept in PostgreSQL. Back it up with its own tool: pg_dump "$DATABASE_URL" > FILE',
      );
    },
  };
}

function unreachable({ file, url }: StorePlace, cause: unknown): StoreError {
  const why = cause instanceof Error ? cause.message : String(cause);
  const message = url
    ? `The database that DATABASE_URL names cannot be used (${why}). Start it, or correct the address.`
    : `${file} cannot be used as the classroom's database (${why}). Make it writable; if it is damaged, put back a backup.`;
  return new StoreError('unreachable', message, { cause });
}
