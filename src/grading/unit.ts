/** Units as PID 1 describes them, read the way `systemctl show` prints them. */
import type { Facts, PropertyValue } from '../machine/machine.ts';

/** Instance through which a template is asked about: PID 1 loads it for the question and forgets it. */
const QUESTION_INSTANCE = 'lab-question';

/**
 * The unit that answers for a name. A template itself is never loaded (systemd.unit(5)), but an
 * instance shows what PID 1 would make of it right now, drop-ins included.
 */
export function answering(unit: string): string {
  return unit.replace(/@(?=\.[a-z]+$)/, `@${QUESTION_INSTANCE}`);
}

/** Whether PID 1 knows a unit only because we asked about its template. */
export function isQuestion(unit: string): boolean {
  return unit.includes(`@${QUESTION_INSTANCE}.`);
}

/** A property as `systemctl show` prints it; times and spans stay plain microseconds. */
export function property(facts: Facts, unit: string, name: string): string {
  const value = facts.units[answering(unit)]?.[name];
  return value === undefined ? '' : print(name, value);
}

function print(name: string, value: PropertyValue): string {
  if (!Array.isArray(value)) return scalar(value);
  if (name === 'InvocationID') {
    return value.map((byte) => Number(byte).toString(16).padStart(2, '0')).join('');
  }
  if (name === 'Listen') return value.map(listen).join(' ');
  if (name.startsWith('Exec')) return value.map(commandLine).join(' ; ');
  return value.map((item) => print('', item)).join(' ');
}

/** One entry of Listen=, a (type, address) pair: `127.0.0.1:9091 (Stream)`. */
function listen(entry: PropertyValue): string {
  return Array.isArray(entry) ? `${entry[1]} (${entry[0]})` : scalar(entry);
}

/** One entry of Exec*=: (path, argv, …). */
function commandLine(entry: PropertyValue): string {
  const argv = Array.isArray(entry) ? entry[1] : undefined;
  return Array.isArray(argv) ? argv.join(' ') : scalar(entry);
}

function scalar(value: PropertyValue): string {
  if (value === true) return 'yes';
  if (value === false) return 'no';
  if (typeof value === 'object') return JSON.stringify(value);
  return String(value);
}
