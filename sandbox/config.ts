import { resolve } from 'node:path';
import { type InstitutionSettings, readInstitution } from './classroom/institution/settings.ts';
import { addressBehind } from './http/address.ts';
import { DEFAULT_SESSION_LIMITS, type SessionLimits } from './sessions/limits.ts';

/** What an operator can set. Times are minutes in the environment. */
export interface Config {
  readonly host: string;
  readonly port: number;
  /** What set-up made: the engine's details, the image's name. */
  readonly dataDir: string;
  /** What this server remembers: sessions and the key that signs cookies. One server, one folder. */
  readonly sessionDir: string;
  /** Origins of the site when a proxy stands before it. */
  readonly origins: readonly string[];
  /** Addresses and networks of proxies that say truly where a request comes from. */
  readonly trustedProxies: readonly string[];
  readonly limits: SessionLimits;
  readonly logLevel: string;
  /** PostgreSQL for labs; a file in `sessionDir` without it. */
  readonly databaseUrl?: string;
  /** An institution to sign in with. */
  readonly institution?: InstitutionSettings;
}

type Environment = Readonly<Record<string, string | undefined>>;

const MINUTE = 60_000;

/** Reads the settings. Throws an error that names the variable. */
export function readConfig(env: Environment): Config {
  const dataDir = resolve(env.DATA_DIR || 'data');
  const limits = DEFAULT_SESSION_LIMITS;
  const institution = readInstitution(env);
  const idleMs = number(env, 'IDLE_MINUTES', limits.idleMs / MINUTE, 0.05) * MINUTE;
  const lifetimeMs = number(env, 'LIFETIME_MINUTES', limits.lifetimeMs / MINUTE, 0.05) * MINUTE;
  return {
    host: env.HOST || '127.0.0.1',
    port: number(env, 'PORT', 4321, 0, 65_535),
    dataDir,
    sessionDir: resolve(env.SESSION_DIR || dataDir),
    origins: (env.PUBLIC_ORIGIN ?? '').split(',').flatMap((text) => origin(text.trim())),
    trustedProxies: (env.TRUSTED_PROXIES ?? '').split(',').flatMap((text) => proxy(text.trim())),
    limits: {
      ...limits,
      idleMs,
      lifetimeMs,
      maxLifetimeMs: Math.max(limits.maxLifetimeMs, lifetimeMs),
      warm: number(env, 'WARM_MACHINES', limits.warm, 0, 1_000),
      ...(env.MAX_MACHINES ? { machines: number(env, 'MAX_MACHINES', 0, 1) } : {}),
    },
    logLevel: env.LOG_LEVEL || 'warn',
    ...(env.DATABASE_URL ? { databaseUrl: env.DATABASE_URL } : {}),
    ...(institution ? { institution } : {}),
  };
}

/** Whether only this machine can reach the address. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

function number(
  env: Environment,
  name: string,
  otherwise: number,
  least: number,
  most = Number.POSITIVE_INFINITY,
): number {
  const text = env[name];
  if (!text) return otherwise;
  const value = Number(text);
  if (value >= least && value <= most) return value;
  const range = most === Number.POSITIVE_INFINITY ? `at least ${least}` : `${least} to ${most}`;
  throw new Error(`${name} is ${JSON.stringify(text)}; it has to be a number, ${range}.`);
}

function origin(text: string): string[] {
  if (!text) return [];
  if (URL.canParse(text) && new URL(text).origin === text) return [text];
  throw new Error(
    `PUBLIC_ORIGIN holds ${JSON.stringify(text)}; write it as a browser does, for example https://lab.example`,
  );
}

function proxy(text: string): string[] {
  if (!text) return [];
  try {
    addressBehind([text]);
    return [text];
  } catch (cause) {
    throw new Error(
      `TRUSTED_PROXIES holds ${JSON.stringify(text)}; write addresses or networks, for example 10.0.0.2, 192.168.0.0/16`,
      { cause },
    );
  }
}
