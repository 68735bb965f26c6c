/** The contract between workbench and sandbox: every message on the live WebSocket, both ways. */
import { z } from 'zod/mini';
import { ActivationView, CheckResult, FileView, SessionView } from './session.ts';

/** Largest unit file the workbench may save, in bytes. */
export const MAX_FILE_BYTES = 256 * 1024;
/** Largest frame on any WebSocket, in bytes: a full file, JSON-escaped, with room to spare. */
export const MAX_FRAME_BYTES = 1024 * 1024;
/** Unacknowledged terminal bytes after which the sandbox stops reading from the machine. */
export const TERMINAL_WINDOW_BYTES = 256 * 1024;
/** Terminals a session may have open at once. */
export const MAX_TERMINALS = 6;

const requestId = z.number();

/** Workbench to sandbox. Every request is answered by `done` or `error` with its `id`. */
export const ClientMessage = z.discriminatedUnion('t', [
  /** `base` is the version the edit started from (null: no file). A mismatch answers `conflict`. */
  z.object({
    t: z.literal('save'),
    id: requestId,
    path: z.string(),
    content: z.string(),
    base: z.nullable(z.string()),
    /** The learner chose their text over the machine's. */
    force: z.optional(z.boolean()),
  }),
  z.object({ t: z.literal('check'), id: requestId, only: z.optional(z.array(z.string())) }),
  /** Back to the exercise's starting state in a new machine. */
  z.object({ t: z.literal('reset'), id: requestId }),
  z.object({ t: z.literal('extend'), id: requestId }),
  z.object({ t: z.literal('end'), id: requestId }),
  z.object({ t: z.literal('close-terminal'), id: requestId, terminal: z.string() }),
]);
export type ClientMessage = z.infer<typeof ClientMessage>;

/** Sandbox to workbench. On connecting, `session`, all `file`s, `checks` and `activation` are sent. */
export const ServerMessage = z.discriminatedUnion('t', [
  z.object({ t: z.literal('session'), session: SessionView }),
  z.object({ t: z.literal('file'), file: FileView }),
  z.object({ t: z.literal('checks'), results: z.array(CheckResult) }),
  z.object({ t: z.literal('activation'), activation: z.nullable(ActivationView) }),
  z.object({ t: z.literal('terminals'), terminals: z.array(z.string()) }),
  z.object({ t: z.literal('done'), id: requestId, file: z.optional(FileView) }),
  z.object({ t: z.literal('conflict'), id: requestId, file: FileView }),
  z.object({
    t: z.literal('error'),
    id: z.optional(requestId),
    code: z.string(),
    message: z.string(),
  }),
]);
export type ServerMessage = z.infer<typeof ServerMessage>;

/** Text frames on a terminal's WebSocket, workbench to sandbox. Binary frames are key strokes. */
export const TerminalClientMessage = z.discriminatedUnion('t', [
  z.object({ t: z.literal('resize'), cols: z.number(), rows: z.number() }),
  /** Bytes drawn since the last ack. */
  z.object({ t: z.literal('ack'), bytes: z.number() }),
]);
export type TerminalClientMessage = z.infer<typeof TerminalClientMessage>;

/** Text frames on a terminal's WebSocket, sandbox to workbench. Binary frames are output. */
export const TerminalServerMessage = z.discriminatedUnion('t', [
  /** Clear the screen: what follows, up to `replay` bytes, is recent scrollback. */
  z.object({ t: z.literal('attached'), replay: z.number() }),
  z.object({ t: z.literal('exit'), reason: z.string() }),
]);
export type TerminalServerMessage = z.infer<typeof TerminalServerMessage>;

/** Close codes on both WebSockets; 1000 is an ordinary end. */
export const CloseCode = {
  /** A frame was not what this protocol allows. */
  badMessage: 4400,
  /** The cookie is missing, expired or not for this session. */
  notYours: 4401,
  /** No such session or terminal. */
  unknown: 4404,
  /** A frame was too large. */
  tooLarge: 4413,
  /** Too many frames in a short time. */
  tooMany: 4429,
  /** The session has ended; `reason` says why. */
  ended: 4410,
  /** The sandbox is shutting down: reconnect in a moment. */
  restarting: 4503,
} as const;

/** Body of POST /api/sessions. */
export const CreateSession = z.object({
  exercise: z.string(),
  /** Edits kept in the browser, put into the new machine. */
  files: z.optional(z.array(z.object({ path: z.string(), content: z.string() }))),
});
export type CreateSession = z.infer<typeof CreateSession>;

/** Body of every refusal over HTTP. */
export const Problem = z.object({ code: z.string(), message: z.string() });
export type Problem = z.infer<typeof Problem>;

/** What a server's machines can do, or why it has none right now. */
export const MachineOffer = z.union([z.object({ features: z.array(z.string()) }), Problem]);
export type MachineOffer = z.infer<typeof MachineOffer>;
