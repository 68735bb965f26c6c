/** What a folder of the emulator's artefacts holds: `manifest.json`, and what it lists. */
import { z } from 'zod/mini';
import { SavedHello } from '../agent/answers.ts';

const FEATURES = ['bpf-cgroup', 'cgroup-limits', 'seccomp', 'sock-diag'] as const;

const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/));
const count = z.number().check(z.int(), z.nonnegative());

const Artefact = z.object({
  /** File name in the folder. */
  name: z.string().check(z.regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/)),
  bytes: count,
  sha256,
  /** For people. */
  what: z.string(),
});
export type Artefact = z.infer<typeof Artefact>;

export const Manifest = z.object({
  /** Changes when an older page can no longer use what a newer builder makes. */
  format: z.literal(1),
  /** Hash of everything the artefacts were made from. */
  recipe: z.string(),
  /** Version of the v86 package whose states these are. */
  v86: z.string(),
  memoryBytes: count,
  /** systemd's major version. */
  systemd: count,
  /** "Debian 12". */
  release: z.string(),
  features: z.array(z.enum(FEATURES)),
  wasm: Artefact,
  state: Artefact,
  licences: Artefact,
  /** The root's files, each in `files/NAME.zst`; fetched when the machine first reads them. */
  files: z.object({ count, bytes: count }),
  /** All of them in one (see pack.ts), for use without a network. */
  pack: z.optional(Artefact),
  /** And those that the course's own commands need, fetched while a machine runs. */
  core: z.optional(Artefact),
  /** Where the conversation with the agent stood when the state was saved. */
  conversation: z.object({
    hello: SavedHello,
    lastChannel: count,
    terminals: z.readonly(
      z.array(z.object({ user: z.string(), channel: count, output: z.string() })),
    ),
  }),
});
export type Manifest = z.infer<typeof Manifest>;

export const MANIFEST_NAME = 'manifest.json';

/** Path of a root file's content, relative to the folder. */
export function contentPath(blob: string): string {
  return `files/${blob}.zst`;
}
