import { Refusal } from '../http/problem.ts';

/** Wrong codes from one address until it has to wait: a whole class may sit behind one. */
const FREE = 100;
const FIRST_WAIT_MS = 1_000;
/** Not more, since those who share an address with the guesser wait too. */
const LONGEST_WAIT_MS = 60_000;
/** Wrong codes are forgotten when none has come for this long. */
const FORGET_MS = 15 * 60_000;
/** Addresses remembered; beyond, those who were quiet the longest are forgotten. */
const CROWD = 10_000;

interface Tries {
  wrong: number;
  at: number;
  until: number;
}

/** Makes those wait who try codes: longer with every wrong one, by the address they come from. */
export class Guesses {
  private readonly now: () => number;
  private readonly byAddress = new Map<string, Tries>();

  /** `now` tells the time in ms. */
  constructor(now: () => number) {
    this.now = now;
  }

  /**
   * Looks a code up. It counts as wrong until `look` has found something, so that many at once gain
   * nothing. Throws Refusal `too-many` without looking, also when the code would be right.
   */
  async guard<T>(address: string, look: () => Promise<T | undefined>): Promise<T | undefined> {
    const record = this.recordOf(address);
    const now = this.now();
    if (now < record.until) throw tooMany(record.until - now);
    record.wrong += 1;
    record.at = now;
    const over = record.wrong - FREE;
    if (over > 0) {
      record.until = now + Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(over - 1, 10));
    }
    const found = await look();
    if (found !== undefined) record.wrong -= 1;
    return found;
  }

  private recordOf(address: string): Tries {
    const now = this.now();
    const known = this.byAddress.get(address);
    const record = known && now - known.at < FORGET_MS ? known : { wrong: 0, at: now, until: 0 };
    // Put last again: the map's order is that of use.
    this.byAddress.delete(address);
    this.byAddress.set(address, record);
    const [quietest] = this.byAddress.keys();
    if (this.byAddress.size > CROWD && quietest !== undefined) this.byAddress.delete(quietest);
    return record;
  }
}

const tooMany = (ms: number): Refusal =>
  new Refusal(
    'too-many',
    `Too many wrong codes came from your network. Wait ${inSeconds(ms)}, then try again.`,
  );

function inSeconds(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return seconds === 1 ? '1 second' : `${seconds} seconds`;
}
