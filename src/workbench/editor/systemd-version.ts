import type { SystemdVersion } from '../../unit-files/directives/directives.ts';

/** Those the language service knows, newest first. Its own list would pull in all its data. */
const KNOWN: readonly SystemdVersion[] = [257, 252];

/** The newest version the language service knows that is not newer than the machine's. Pure. */
export function knownVersion(major: number | undefined): SystemdVersion {
  return KNOWN.find((known) => major !== undefined && known <= major) ?? 252;
}
