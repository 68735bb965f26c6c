/** How a machine ends, read from what its kernel prints last. */

const ENDINGS: readonly (readonly [pattern: RegExp, words: (match: RegExpExecArray) => string])[] =
  [
    [/reboot: (?:Power down|System halted)/, () => 'The machine was shut down.'],
    [
      /reboot: (?:Restarting system|machine restart)/,
      () => 'The machine was told to reboot. Here, that ends it.',
    ],
    [
      /Kernel panic - not syncing: ([^\r\n]{1,200})/,
      ([, cause]) => `The machine’s kernel stopped: ${cause?.trim()}.`,
    ],
  ];
/** What is kept of the console: the endings are shorter. */
const KEPT = 4096;

/** Watches console text; says once how the machine ended. */
export class EndingWatch {
  #text = '';
  #told = false;

  /** The ending in words, when this text tells of one. */
  hear(text: string): string | undefined {
    if (this.#told) return undefined;
    this.#text = (this.#text + text).slice(-KEPT);
    for (const [pattern, words] of ENDINGS) {
      const match = pattern.exec(this.#text);
      // A panic's cause is complete when its line is.
      if (match === null || !this.#text.slice(match.index).includes('\n')) continue;
      this.#told = true;
      return words(match);
    }
    return undefined;
  }
}
