/** The one place where what went wrong becomes an HTTP status or a WebSocket close code. */
import { CloseCode, type Problem } from '../../src/schemas/protocol.ts';

export type RefusalCode =
  | 'bad-request'
  | 'foreign-origin'
  | 'not-yours'
  | 'unknown-path'
  | 'unknown-session'
  | 'wrong-method'
  | 'too-large'
  | 'too-many'
  | 'recovering';

/** A request this server does not serve. `message` says what to do. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: RefusalCode;
  constructor(code: RefusalCode, message: string) {
    super(message);
    this.code = code;
  }
}

interface Translation {
  readonly status: number;
  readonly close: number;
}

const at = (status: number, close: number = CloseCode.badMessage): Translation => ({
  status,
  close,
});

const TRANSLATIONS: Readonly<Record<string, Translation>> = {
  'bad-request': at(400),
  'bad-path': at(400),
  'not-yours': at(401, CloseCode.notYours),
  'foreign-origin': at(403, CloseCode.notYours),
  'sign-in-failed': at(403),
  'no-instructor': at(403),
  'unknown-path': at(404, CloseCode.unknown),
  'unknown-session': at(404, CloseCode.unknown),
  'unknown-exercise': at(404),
  'unknown-transfer': at(404),
  'wrong-method': at(405),
  'no-more-time': at(409),
  'transfer-exists': at(409),
  'not-enforced-here': at(409),
  'not-ready': at(409, CloseCode.restarting),
  interrupted: at(409, CloseCode.restarting),
  ended: at(410, CloseCode.ended),
  gone: at(410, CloseCode.ended),
  'too-large': at(413, CloseCode.tooLarge),
  'too-many': at(429, CloseCode.tooMany),
  'too-many-sessions': at(429),
  'too-many-terminals': at(429),
  'disk-full': at(507),
  'not-signed-in': at(401, CloseCode.notYours),
  'not-allowed': at(403, CloseCode.notYours),
  'unknown-class': at(404, CloseCode.unknown),
  'unknown-learner': at(404, CloseCode.unknown),
  'unknown-teacher': at(404),
  'last-owner': at(409),
  'wrong-code': at(404),
  'link-used': at(410),
  'bad-name': at(400),
  'name-taken': at(409),
  'already-joined': at(409),
  'already-signed-in': at(409),
  'class-full': at(409),
  'bad-class': at(400),
  'bad-file': at(400),
  'edit-conflict': at(409),
  'class-archived': at(410),
  'gate-closed': at(403),
  'not-shared': at(403, CloseCode.notYours),
  'no-machine': at(409, CloseCode.restarting),
  recovering: at(503, CloseCode.restarting),
  'shutting-down': at(503, CloseCode.restarting),
  'engine-absent': at(503),
  'engine-gone': at(503),
  'engine-unsafe': at(503),
  'image-missing': at(503),
  'no-capacity': at(503),
  'no-room': at(503),
  'boot-failed': at(503),
  'institution-away': at(503),
  unresponsive: at(504),
};

const UNEXPECTED: Problem = {
  code: 'internal',
  message: 'Something went wrong in the sandbox. Try again; the cause stands in its log.',
};

export interface Answer extends Translation {
  readonly problem: Problem;
  /** Nobody foresaw it: it belongs in the log, not before a learner's eyes. */
  readonly unexpected: boolean;
}

/** What to answer to an error of any of our boundaries, or of none. */
export function answerTo(error: unknown): Answer {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') {
    const { code, message } = error;
    const known = TRANSLATIONS[code];
    if (known) return { ...known, problem: { code, message }, unexpected: false };
    // Our own classes carry words for people; a status for their rarer codes needs no table.
    if (OURS.has(error.name)) return { ...at(400), problem: { code, message }, unexpected: false };
  }
  return { ...at(500), problem: UNEXPECTED, unexpected: true };
}

const OURS: ReadonlySet<string> = new Set([
  'Refusal',
  'SessionError',
  'MachineError',
  'EngineError',
  'InstitutionError',
  'ClassroomError',
  'TransferError',
]);
