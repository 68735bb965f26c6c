import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** What a restarted server must know to give a learner their machine back. */
const SessionRecord = z.object({
  id: z.string().regex(/^[\w-]{16,64}$/),
  /** Whose it is: see `Access`. */
  owner: z.string(),
  exercise: z.string(),
  machine: z.string(),
  bornAt: z.number(),
  expiresAt: z.number(),
  /** What was agreed for it, see `SessionTerms`. */
  terms: z
    .object({
      lifetimeMs: z.number(),
      share: z.object({ of: z.string(), member: z.string() }).exactOptional(),
    })
    .exactOptional(),
});
export type SessionRecord = z.infer<typeof SessionRecord>;

export interface SessionStore {
  all(): Promise<readonly SessionRecord[]>;
  save(record: SessionRecord): Promise<void>;
  erase(id: string): Promise<void>;
}

/** One small file a session, replaced atomically, readable by the server's user only. */
export class SessionFiles implements SessionStore {
  private readonly folder: string;

  constructor(dataDir: string) {
    this.folder = join(dataDir, 'sessions');
  }

  async all(): Promise<readonly SessionRecord[]> {
    await this.prepare();
    const names = (await readdir(this.folder)).filter((name) => name.endsWith('.json'));
    const records = await Promise.all(names.map((name) => this.read(join(this.folder, name))));
    return records.filter((record) => record !== undefined);
  }

  async save(record: SessionRecord): Promise<void> {
    await this.prepare();
    const path = this.path(record.id);
    await writeFile(`${path}.new`, JSON.stringify(record), { mode: 0o600 });
    await rename(`${path}.new`, path);
  }

  async erase(id: string): Promise<void> {
    await rm(this.path(id), { force: true });
  }

  private path(id: string): string {
    return join(this.folder, `${id}.json`);
  }

  private async prepare(): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
  }

  /** A file that is damaged tells nothing: its machine is then removed as nobody's. */
  private async read(path: string): Promise<SessionRecord | undefined> {
    try {
      return SessionRecord.parse(JSON.parse(await readFile(path, 'utf8')));
    } catch {
      await rm(path, { force: true });
      return undefined;
    }
  }
}
