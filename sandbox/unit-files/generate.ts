/**
 * Brings what is known of systemd up to date:
 *
 *   node sandbox/unit-files/generate.ts directives|names|verdicts ROOT…
 *
 * Each ROOT is a directory with a Debian unpacked in it that has systemd, one for every supported
 * version; `/` is this machine. Needs root for chroot(8).
 */
import { writeDirectives } from './directives.ts';
import { writeNames } from './names.ts';
import { rootsOf } from './root.ts';
import { recordVerdicts } from './verdicts.ts';

const WRITERS = { directives: writeDirectives, names: writeNames, verdicts: recordVerdicts };

const [what = '', ...paths] = process.argv.slice(2);
const write = Object.entries(WRITERS).find(([name]) => name === what)?.[1];
if (!write) throw new Error(`Say what to generate: ${Object.keys(WRITERS).join(', ')}.`);
await write(rootsOf(paths));
