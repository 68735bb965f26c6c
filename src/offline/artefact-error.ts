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

/** For people: `16.5 MB`, `0.1 MB`. Megabytes are 10^6 bytes, as browsers and phones count them. */
export function inMegabytes(bytes: number): string {
  const value = bytes / 1e6;
  return `${value >= 100 ? Math.round(value) : value.toFixed(1)} MB`;
}
