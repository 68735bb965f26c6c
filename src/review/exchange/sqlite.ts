/** SQLite as WebAssembly, loaded by whoever needs it. */
import initSqlJs, { type Database, type SqlJsStatic } from 'sql.js';

export type { Database, SqlJsStatic };

/** `wasm` is its address in a browser; Node finds it by itself. */
export function loadSqlite(wasm?: string): Promise<SqlJsStatic> {
  return initSqlJs(wasm === undefined ? {} : { locateFile: () => wasm });
}
