/** The access log in words. */
import type { AccessEntry } from '../../schemas/classroom/learner.ts';

const WHAT: Readonly<Record<AccessEntry['what'], string>> = {
  files: 'your editor',
  terminal: 'your terminal',
  machine: 'your machine',
  results: 'your results',
  data: 'everything kept about you',
};

const DID: Readonly<Record<AccessEntry['did'], (what: string) => string>> = {
  asked: (what) => `asked to see ${what}`,
  given: (what) => `may see ${what}: you agreed`,
  refused: (what) => `may not see ${what}: you refused`,
  looked: (what) => `looks at ${what}`,
  typed: (what) => `typed into ${what}`,
  left: (what) => `stopped looking at ${what}`,
  stopped: (what) => `sees ${what} no longer: you stopped it`,
  expired: (what) => `sees ${what} no longer: the time was up`,
  reset: (what) => `reset ${what}`,
  extended: (what) => `gave ${what} more time`,
  restored: (what) => `restored ${what}`,
  ended: (what) => `ended ${what}`,
  exported: (what) => `saved ${what} to a file`,
};

/** What the person named in the entry did, to follow their name. */
export function logWords({ what, did }: AccessEntry): string {
  return `${DID[did](WHAT[what])}.`;
}
