// @ts-check

/**
 * @typedef {'command-failed' | 'engine-absent' | 'engine-failed' | 'engine-unsafe'
 *   | 'no-data-directory' | 'no-space' | 'not-installed'
 *   | 'offline' | 'port-taken' | 'usage'} SetupErrorCode
 */

/** What stops the set-up. `message` is for people: what happened, then what to do. */
export class SetupError extends Error {
  /**
   * @param {SetupErrorCode} code
   * @param {string} message
   */
  constructor(code, message) {
    super(message);
    this.name = 'SetupError';
    this.code = code;
  }
}
