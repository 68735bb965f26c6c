import { property } from '../grading/unit.ts';
import { wants } from '../grading/wants.ts';
import type { Facts, FactsQuery } from '../machine/machine.ts';
import type { Exercise } from '../schemas/exercise.ts';

/** What changes by itself, or because somebody connects: no reason to probe again. */
const PASSING =
  /^(?:ActiveState|SubState|Result|Job|MainPID|ControlPID|ExecMain\w+|Status\w+|N[A-Z]\w+|\w+(?:Timestamp(?:Monotonic)?|Current|NSec|Bytes|Packets|Result))$/;

/** Facts that tell whether the configuration a probe has seen is still the one in force. */
export function fingerprintWants(exercise: Exercise): FactsQuery {
  const units = Object.keys(wants(exercise.checks).units ?? {});
  return {
    units: Object.fromEntries(
      units.map((unit) => [
        unit,
        [
          'LoadState',
          'FragmentPath',
          'DropInPaths',
          'NeedDaemonReload',
          // A socket's changes whenever it is started; a service's whenever somebody connects.
          ...(unit.endsWith('.socket') ? ['InvocationID'] : []),
        ],
      ]),
    ),
    files: exercise.files.map((file) => file.path),
  };
}

/** Each equal as long as another probe would meet the same. */
export interface Configuration {
  /** Unit files: for what reads them, and asks nobody what runs. */
  readonly files: string;
  /** And whether a socket was started anew. */
  readonly inForce: string;
}

/** `reloads` counts daemon-reloads. */
export function configuration(facts: Facts, reloads: number): Configuration {
  const [files, inForce] = [false, true].map((started) => fingerprint(facts, reloads, started));
  return { files: files ?? '', inForce: inForce ?? '' };
}

function fingerprint(facts: Facts, reloads: number, started: boolean): string {
  const units = Object.entries(facts.units).map(([unit, properties]) => [
    unit,
    Object.keys(properties)
      .filter((name) => !PASSING.test(name))
      .filter((name) => name !== 'InvocationID' || (started && unit.endsWith('.socket')))
      .sort()
      .map((name) => [name, property(facts, unit, name)]),
  ]);
  return JSON.stringify([reloads, units, facts.files]);
}
