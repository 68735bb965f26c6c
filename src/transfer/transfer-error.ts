export type TransferErrorCode =
  /** No server, or none that takes bundles. */
  | 'unreachable'
  /** Not eight signs of the alphabet. */
  | 'bad-code'
  /** No bundle under that code: mistyped, expired, or fetched as often as it may be. */
  | 'unknown-code'
  /** It is there but does not open. */
  | 'damaged'
  /** What the server said; its words are the message. */
  | 'refused'
  /** Pages on plain http have no cryptography. */
  | 'insecure';

/** A bundle was not handed over; nothing was changed. `message` says what to do. */
export class TransferError extends Error {
  override readonly name = 'TransferError';
  readonly code: TransferErrorCode;
  constructor(code: TransferErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
