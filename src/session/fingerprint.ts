import { isQuestion, property } from '../grading/unit.ts';
import { wants } from '../grading/wants.ts';
import type { Facts, FactsQuery } from '../machine/machine.ts';
import type { Exercise } from '../schemas/exercise.ts';

/** Which files a unit is made of, if any. */
const MADE_OF = ['LoadState', 'FragmentPath', 'DropInPaths'];
/** What changes by itself, or because somebody connects: no reason to probe again. */
const PASSING =
  /^(?:ActiveState|SubState|Result|Job|MainPID|ControlPID|ExecMain\w+|Status\w+|N[A-Z]\w+|\w+(?:Timestamp(?:Monotonic)?|Current|NSec|Bytes|Packets|Result))$/;

/**
 * Facts that tell whether the configuration a probe has seen is still the one in force. Of a template
 * the files say all.
 */
export function fingerprintWants(exercise: Exercise): FactsQuery {
  const units = Object.keys(wants(exercise.checks).units ?? {}).filter((unit) => !isQuestion(unit));
  return {
    units: Object.fromEntries(
      units.map((unit) => [
        unit,
        [
          ...MADE_OF,
          'NeedDaemonReload',
          // A socket's changes whenever it is started; a service's whenever somebody connects.
          ...(unit.endsWith('.socket') ? ['InvocationID'] : []),
        ],
      ]),
    ),
    files: exercise.files.map((file) => file.path),
    unitFiles: true,
  };
}

/** Each equal as long as another probe would meet the same. */
export interface Configuration {
  /** Unit files: for what reads them, and asks nobody what runs. */
  readonly files: string;
  /** And what systemd has made of them, and when a socket was started. */
  readonly inForce: string;
}

/** `reloads` counts daemon-reloads. */
export function configuration(facts: Facts, reloads: number): Configuration {
  const files = [facts.unitFiles, facts.files, properties(facts, (name) => MADE_OF.includes(name))];
  const made = properties(
    facts,
    (name, unit) => !PASSING.test(name) && (name !== 'InvocationID' || unit.endsWith('.socket')),
  );
  return { files: JSON.stringify(files), inForce: JSON.stringify([reloads, ...files, made]) };
}

function properties(facts: Facts, matters: (name: string, unit: string) => boolean) {
  return Object.entries(facts.units)
    .filter(([unit]) => !isQuestion(unit))
    .map(([unit, all]) => [
      unit,
      Object.keys(all)
        .filter((name) => matters(name, unit))
        .sort()
        .map((name) => [name, property(facts, unit, name)]),
    ]);
}
