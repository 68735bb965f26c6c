/**
 * Everything a person has in this course as one value: what they did with their cards, their
 * settings, and their progress. It moves as a file or over the wire and is always merged, never
 * put in the place of another: nothing gets lost, in whichever order devices meet.
 */
import { z } from 'zod/mini';
import { mergeProgress, NO_PROGRESS, Progress } from '../../progress/progress.ts';
import { Entry, mergeLogs } from '../log.ts';
import { DEFAULT_SETTINGS, mergeSettings, ReviewSettings } from '../settings.ts';
import { ExchangeError } from './error.ts';
import { gunzip, gzip, isGzip } from './gzip.ts';

const FORMAT = 'socket-activation-lab-profile';
const VERSION = 1;

/** Unpacked, bytes: room for more than a million reviews. */
const MAX_BYTES = 256_000_000;

export const Profile = z.strictObject({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  /** When it was made, ms. */
  madeAt: z.int(),
  /** In time order, each id once. */
  log: z.pipe(
    z.array(Entry),
    z.transform((entries) => mergeLogs(entries, [])),
  ),
  settings: ReviewSettings,
  progress: Progress,
});
export type Profile = Readonly<z.infer<typeof Profile>>;

export function makeProfile(parts: Omit<Profile, 'format' | 'version'>): Profile {
  return { format: FORMAT, version: VERSION, ...parts };
}

/** Commutative, associative, idempotent: everything that is in one of them is in the result. */
export function mergeProfiles(a: Profile, b: Profile): Profile {
  return makeProfile({
    madeAt: Math.max(a.madeAt, b.madeAt),
    log: mergeLogs(a.log, b.log),
    settings: mergeSettings(a.settings, b.settings),
    progress: mergeProgress(a.progress, b.progress),
  });
}

/** The profile as a file: JSON, gzipped. */
export async function writeProfile(profile: Profile): Promise<Uint8Array<ArrayBuffer>> {
  return gzip(new TextEncoder().encode(JSON.stringify(profile)));
}

/**
 * Reads {@link writeProfile}'s file, also when something on the way has unpacked it, and the
 * progress file of the course's pages. `maxBytes` limits what it unpacks into. Throws
 * {@link ExchangeError}.
 */
export async function readProfile(
  file: Uint8Array<ArrayBuffer>,
  maxBytes = MAX_BYTES,
): Promise<Profile> {
  if (file.byteLength > maxBytes) {
    throw new ExchangeError(
      'too-large',
      `The file has more than ${Math.round(maxBytes / 1e6)} MB, which no profile has. Nothing was taken in.`,
    );
  }
  const packed = isGzip(file);
  const value = parseJson(packed ? await gunzip(file, maxBytes) : file, packed);
  const progress = Progress.safeParse(value);
  if (progress.success) {
    return makeProfile({
      madeAt: 0,
      log: [],
      settings: DEFAULT_SETTINGS,
      progress: progress.data,
    });
  }
  const { format, version } = asObject(value);
  if (format !== FORMAT) throw notOurs();
  if (typeof version === 'number' && version > VERSION) {
    throw new ExchangeError(
      'newer',
      'The file was written by a newer version of this course. Reload this page to get the newer version, then try again.',
    );
  }
  const profile = Profile.safeParse(value);
  if (profile.success) return profile.data;
  const place = profile.error.issues[0]?.path.join('.') || 'its beginning';
  throw new ExchangeError(
    'damaged',
    `The file does not hold what it should at ${place}. Nothing was taken in. Save the profile again on the other device.`,
  );
}

/** A profile in which nothing was done yet. */
export function emptyProfile(): Profile {
  return makeProfile({ madeAt: 0, log: [], settings: DEFAULT_SETTINGS, progress: NO_PROGRESS });
}

function parseJson(bytes: Uint8Array, ours: boolean): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    if (!ours && bytes[0] !== 0x7b) throw notOurs(cause);
    throw new ExchangeError(
      'damaged',
      'The file is cut off or was changed on its way. Copy it again from where it came from.',
      { cause },
    );
  }
}

function notOurs(cause?: unknown): ExchangeError {
  return new ExchangeError(
    'not-ours',
    'This is no profile of this course. Choose the file that “Save everything” made; its name ends in .profile.gz.',
    { cause },
  );
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
