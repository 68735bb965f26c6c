/** What was wrong with a file that came from outside. */
export type ExchangeErrorCode =
  /** Some other kind of file. */
  | 'not-ours'
  /** Cut off, or changed on its way. */
  | 'damaged'
  /** Written by a version that is newer than this page. */
  | 'newer'
  /** More than anyone's file holds, or a small file that unpacks into a huge one. */
  | 'too-large'
  /** The course's cards are needed and did not load. */
  | 'unreachable';

/** A file is not taken in; nothing was changed. `message` says what to do. */
export class ExchangeError extends Error {
  override readonly name = 'ExchangeError';
  readonly code: ExchangeErrorCode;
  constructor(code: ExchangeErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
