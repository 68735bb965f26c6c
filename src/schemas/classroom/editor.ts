/**
 * The WebSocket of a shared editor, /api/class/classes/ID/learners/ID/editor?page=NAME. The
 * learner's page holds the text and decides; instructors' pages send what they type with the
 * version it was made for. The server passes on what either may send, and keeps nothing.
 */
import { z } from 'zod/mini';
import { Id } from './people.ts';

/** Larger files are not shared, in UTF-16 units: escaped, they would not fit into one frame. */
export const MAX_SHARED_LENGTH = 128 * 1024;

const Path = z.string().check(z.maxLength(500));
const Offset = z.int().check(z.minimum(0));
/** See src/classroom/editor/operation.ts. */
const Operation = z
  .array(z.union([z.int(), z.string().check(z.maxLength(MAX_SHARED_LENGTH))]))
  .check(z.maxLength(2_000));

/** Where somebody's cursor is: the selection goes from `anchor` to `head`, in UTF-16 units. */
export const Caret = z.object({ path: Path, anchor: Offset, head: Offset });
export type Caret = z.infer<typeof Caret>;

/** One page of an instructor; it stays the same when the connection is made again. */
const GuestId = Id;

/** From an instructor's page. */
export const GuestMessage = z.discriminatedUnion('t', [
  /** `number` counts this page's edits, so that one that was sent twice is taken once. */
  z.object({ t: z.literal('edit'), path: Path, base: z.int(), number: z.int(), edit: Operation }),
  z.object({ t: z.literal('caret'), base: z.int(), caret: Caret }),
  /** Something was missed: the whole file is asked for. */
  z.object({ t: z.literal('again'), path: Path }),
]);
export type GuestMessage = z.infer<typeof GuestMessage>;

/** From the learner's page. */
export const HostMessage = z.discriminatedUnion('t', [
  /** The whole file, for one guest. `taken` is the newest of their edits that was looked at. */
  z.object({
    t: z.literal('file'),
    to: GuestId,
    path: Path,
    version: z.int(),
    taken: z.int(),
    /** Null when it is too large to be shared. */
    text: z.nullable(z.string().check(z.maxLength(MAX_SHARED_LENGTH))),
  }),
  /** What led to `version`. `by` and `number` name the guest's edit it was. */
  z.object({
    t: z.literal('edit'),
    path: Path,
    version: z.int(),
    edit: Operation,
    by: z.nullable(GuestId),
    number: z.int(),
  }),
  /** The learner's cursor, in the file that is open. */
  z.object({ t: z.literal('caret'), version: z.int(), caret: Caret }),
]);
export type HostMessage = z.infer<typeof HostMessage>;

/** To the learner's page. */
export const ToHost = z.discriminatedUnion('t', [
  z.object({ t: z.literal('come'), guest: GuestId, name: z.string() }),
  z.object({ t: z.literal('gone'), guest: GuestId }),
  z.object({ t: z.literal('from'), guest: GuestId, message: GuestMessage }),
]);
export type ToHost = z.infer<typeof ToHost>;

/** To an instructor's page: what the learner's page says, and whether it is there. */
export const ToGuest = z.discriminatedUnion('t', [
  z.object({ t: z.literal('host'), here: z.boolean(), you: GuestId }),
  z.object({ t: z.literal('says'), message: HostMessage }),
]);
export type ToGuest = z.infer<typeof ToGuest>;
