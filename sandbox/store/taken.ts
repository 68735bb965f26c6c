import { StoreError } from './store.ts';

/** Unique constraints: SQLite's codes begin so, PostgreSQL has a number for it. */
const UNIQUE = /^(?:SQLITE_CONSTRAINT_(?:UNIQUE|PRIMARYKEY)|23505)$/;

/** Turns a violated unique constraint into StoreError `taken`. */
export async function unlessTaken<T>(writing: Promise<T>): Promise<T> {
  try {
    return await writing;
  } catch (error) {
    if (error instanceof Error && 'code' in error && UNIQUE.test(String(error.code))) {
      throw new StoreError('taken', 'That is in use already. Choose another one.', {
        cause: error,
      });
    }
    throw error;
  }
}
