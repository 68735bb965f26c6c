export type ArtefactErrorCode =
  /** The server did not answer, or the connection broke and did not come back. */
  | 'unreachable'
  /** What came in is not what was announced, twice. */
  | 'damaged'
  /** The browser refuses the room. */
  | 'full'
  /** The browser keeps nothing for this page. */
  | 'refused';

/** A large file is not there, or is not kept. `message` says what to do. */
export class ArtefactError extends Error {
  override readonly name = 'ArtefactError';
  readonly code: ArtefactErrorCode;
  constructor(code: ArtefactErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
