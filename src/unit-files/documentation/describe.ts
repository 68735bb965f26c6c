import type { Directive, SystemdVersion } from '../directives/directives.ts';
import { wordsOf } from '../values/enumerations.ts';
import type { DirectiveDoc, DirectiveDocs } from './directive.ts';
import { EXEC } from './exec.ts';
import { INSTALL } from './install.ts';
import { KILL } from './kill.ts';
import { RESOURCE_CONTROL } from './resource-control.ts';
import { SANDBOXING } from './sandboxing.ts';
import { SERVICE } from './service.ts';
import { SOCKET } from './socket.ts';
import { UNIT } from './unit.ts';
import { VALUE_TYPES } from './value-types.ts';

/** What there is to know about a directive in one version of systemd. */
export interface Description {
  /** In words: `boolean`, `time span`. */
  readonly type: string;
  readonly default: string | undefined;
  readonly since: number | undefined;
  /** For example `systemd.socket(5)`. */
  readonly page: string | undefined;
  /** Absent where nobody wrote any. */
  readonly text: string | undefined;
  /** Words it takes, with their meaning where it was written down; empty when there is no such list. */
  readonly words: ReadonlyMap<string, string | undefined>;
  /** Values worth offering besides, with their meaning. */
  readonly examples: ReadonlyMap<string, string>;
}

/** Documentation with the manual page it was checked against. */
interface Chapter {
  readonly page: string;
  readonly docs: DirectiveDocs;
}

const SHARED: readonly Chapter[] = [
  { page: 'systemd.exec(5)', docs: EXEC },
  { page: 'systemd.exec(5)', docs: SANDBOXING },
  { page: 'systemd.kill(5)', docs: KILL },
  { page: 'systemd.resource-control(5)', docs: RESOURCE_CONTROL },
];
const BY_SECTION: Readonly<Record<string, readonly Chapter[]>> = {
  Unit: [{ page: 'systemd.unit(5)', docs: UNIT }],
  Socket: [{ page: 'systemd.socket(5)', docs: SOCKET }, ...SHARED],
  Service: [{ page: 'systemd.service(5)', docs: SERVICE }, ...SHARED],
  Install: [{ page: 'systemd.unit(5)', docs: INSTALL }],
};

/** Where the manual is silent or wrong, or speaks of another kind of unit; by what NEWS says. */
const SINCE: Readonly<Record<string, number>> = {
  OOMPolicy: 243,
  RuntimeMaxSec: 229,
  TriggerLimitBurst: 230,
  TriggerLimitIntervalSec: 230,
  UpheldBy: 254,
  DefaultStartupMemoryLow: 254,
  StartupMemoryLow: 254,
  StartupMemoryHigh: 254,
  StartupMemoryMax: 254,
  StartupMemorySwapMax: 254,
  StartupMemoryZSwapMax: 254,
};

function chapterOf(section: string, key: string): Chapter | undefined {
  return (BY_SECTION[section] ?? SHARED).find(({ docs }) => Object.hasOwn(docs, key));
}

export function docOf(section: string, key: string): DirectiveDoc | undefined {
  return chapterOf(section, key)?.docs[key];
}

export function describe(directive: Directive, version: SystemdVersion): Description {
  const { section, key, type } = directive;
  const chapter = chapterOf(section, key);
  const doc = chapter?.docs[key];
  const valueType = VALUE_TYPES[type];
  const kind = doc?.type ?? valueType?.name ?? 'text';
  return {
    type: kind,
    default: doc?.default ?? valueType?.default,
    since: sinceOf(directive),
    page: chapter?.page ?? directive.page,
    text: doc?.text ?? replacementText(directive),
    words: wordsOfDirective(type, doc, version),
    examples: new Map(Object.entries(doc?.examples ?? {})),
  };
}

/** The manual's dates up to 201, and those of conditions and assertions, say when it was written. */
function sinceOf({ key, since }: Directive): number | undefined {
  const corrected = SINCE[key];
  if (corrected !== undefined) return corrected;
  if (since === undefined || since <= 201) return undefined;
  if (key.startsWith('Assert') || (key.startsWith('Condition') && since === 244)) return undefined;
  return since;
}

function replacementText({ replacedBy }: Directive): string | undefined {
  return replacedBy && `An old name, still read. Write \`${replacedBy}=\` instead.`;
}

const BOOLEANS = new Set(['bool', 'tristate', 'exec_mount_apivfs']);

function wordsOfDirective(
  type: string,
  doc: DirectiveDoc | undefined,
  version: SystemdVersion,
): ReadonlyMap<string, string | undefined> {
  const meanings = doc?.values ?? {};
  const words = BOOLEANS.has(type) ? ['yes', 'no'] : wordsOf(type, version);
  const known = words ?? Object.keys(meanings).filter((word) => isKnown(word, version));
  return new Map(known.map((word) => [word, meanings[word]]));
}

/** Of value types without a list of words of their own. */
const NEW_WORDS: Readonly<Record<string, SystemdVersion>> = { mptcp: 257 };

function isKnown(word: string, version: SystemdVersion): boolean {
  return (NEW_WORDS[word] ?? version) <= version;
}
