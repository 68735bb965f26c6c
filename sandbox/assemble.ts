import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { readCatalogue } from './classroom/catalogue.ts';
import { Classroom } from './classroom/classroom.ts';
import { Institution } from './classroom/institution/institution.ts';
import { type Config, isLoopback } from './config.ts';
import { type Engine, EngineError, type EngineInfo } from './engines/engine.ts';
import { cookieKey } from './http/access.ts';
import { readTaughtLessons, type TaughtLesson } from './lesson/folder.ts';
import { type Backend, createBackend } from './server.ts';
import { claimSessions, installationName } from './sessions/claim.ts';
import { systemClock } from './sessions/clock.ts';
import type { SessionLesson } from './sessions/session.ts';
import { Sessions } from './sessions/sessions.ts';
import { SessionFiles } from './sessions/store.ts';
import { EngineHostError, locateEngine } from './setup/engine-host.mjs';
import { openStore } from './store/open.ts';

/** Everything behind /api/, put together from the settings. */
export interface Sandbox {
  readonly backend: Backend;
  /** Finds the engine and recovers sessions. Throws EngineError; the site works all the same. */
  open(): Promise<EngineInfo>;
  /** Token of the link that makes the owner of labs; undefined once there is one. */
  ownerLink(): Promise<string | undefined>;
  /** Ends all sessions and removes all machines. */
  shutdown(): Promise<void>;
}

export async function assemble(config: Config, log: Logger): Promise<Sandbox> {
  const { sessionDir, dataDir, limits, host, origins, trustedProxies } = config;
  await claimSessions(sessionDir);
  const warn = (what: string, error?: unknown) => log.warn({ err: error }, what);
  const newId = () => randomBytes(16).toString('base64url');
  const taught = await readTaughtLessons();
  const institution = config.institution && new Institution(config.institution, systemClock.now);
  const classroom = new Classroom({
    store: await openStore({ file: join(sessionDir, 'classroom.sqlite'), url: config.databaseUrl }),
    catalogue: await readCatalogue(taught),
    clock: systemClock,
    newId,
    random: randomBytes,
    oidc: institution?.name ?? null,
    sessions: () => sessions,
    warn,
  });
  const sessions = new Sessions({
    openEngine: () => openEngine(dataDir, installationName(sessionDir)),
    lessons: exercisesOf(taught),
    store: new SessionFiles(sessionDir),
    clock: systemClock,
    newId,
    began: (session) =>
      void classroom
        .follow(session)
        .catch((error: unknown) => warn('a class did not see a session begin', error)),
    limits,
    warn,
    note: (what, of) => log.info(of, what),
  });
  const backend = createBackend({
    sessions,
    cookieKey: await cookieKey(sessionDir),
    origins: { allowed: origins, loopback: isLoopback(host) },
    trustedProxies,
    now: systemClock.now,
    warn,
    labs: { classroom, institution, newId },
  });
  return {
    backend,
    open() {
      classroom.start();
      return sessions.open();
    },
    async ownerLink() {
      if (await classroom.store.accounts.owner()) return undefined;
      return classroom.people.ownerLink();
    },
    async shutdown() {
      // The sessions say goodbye themselves; then nobody is left to be told.
      const done = sessions.shutdown();
      backend.upgrades.close();
      await done;
      await classroom.dispose();
    },
  };
}

async function openEngine(dataDir: string, installation: string): Promise<Engine> {
  const host = await locateEngine({ dataDir }).catch((error: unknown) => {
    if (!(error instanceof EngineHostError)) throw error;
    const code = error.code === 'engine-unsafe' ? error.code : 'engine-absent';
    throw new EngineError(code, error.message, { cause: error });
  });
  // Its client is large: by now the site is served already.
  const { openContainerEngine } = await import('./engines/container.ts');
  return openContainerEngine(host, installation);
}

/** The exercises of all lessons by their id. */
function exercisesOf(taught: readonly TaughtLesson[]): ReadonlyMap<string, SessionLesson> {
  const lessons = new Map<string, SessionLesson>();
  for (const { exercise, start, path } of taught) {
    if (!exercise) continue;
    if (lessons.has(exercise.id)) {
      throw new Error(`${path}/exercise.yaml: id is ${exercise.id}, which another lesson has.`);
    }
    lessons.set(exercise.id, { exercise, start });
  }
  return lessons;
}
