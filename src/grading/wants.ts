import type { Facts, FactsQuery } from '../machine/machine.ts';
import type { Check, CheckKind, CheckOf } from '../schemas/check.ts';
import type { Probe } from './probe.ts';
import { PROBES } from './probes/index.ts';
import { answering } from './unit.ts';

/** The probe that carries out a check. */
export function probeOf<K extends CheckKind>(check: CheckOf<K>): Probe<K> {
  return PROBES[check.kind as K];
}

/** All that the checks and the conditions of their hints want to know: one question for a pass. */
export function wants(checks: readonly Check[]): FactsQuery {
  return merge(checks.flatMap((check) => [probeOf(check).wants(check), ...hintsWant(check)]));
}

function hintsWant(check: Check): FactsQuery[] {
  const own = 'unit' in check && check.kind === 'unit' ? check.unit : undefined;
  return check.when.map((one) => ({
    units: {
      ...names(one.units ?? {}),
      ...(own && one.observed ? { [own]: Object.keys(one.observed) } : {}),
    },
    files: Object.keys(one.files ?? {}),
    listeners: one.listener !== undefined,
  }));
}

function names(units: Readonly<Record<string, object>>): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(units).map(([unit, properties]) => [unit, Object.keys(properties)]),
  );
}

/** One query that asks for everything several ask for, in units that PID 1 can answer for. */
export function merge(queries: readonly FactsQuery[]): FactsQuery {
  const units = new Map<string, Set<string>>();
  for (const query of queries) {
    for (const [unit, properties] of Object.entries(query.units ?? {})) {
      const wanted = units.get(answering(unit)) ?? new Set();
      for (const name of properties) wanted.add(name);
      units.set(answering(unit), wanted);
    }
  }
  const all = (pick: (query: FactsQuery) => readonly string[] | undefined) => [
    ...new Set(queries.flatMap((query) => pick(query) ?? [])),
  ];
  return {
    units: Object.fromEntries([...units].map(([unit, wanted]) => [unit, [...wanted]])),
    unitPatterns: all((query) => query.unitPatterns),
    listeners: queries.some((query) => query.listeners === true),
    processesOf: all((query) => query.processesOf),
    files: all((query) => query.files),
  };
}

/** A reading with what a later one says in its place, as far as that one asked. */
export function renewed(facts: Facts, later: Facts, query: FactsQuery): Facts {
  const units = Object.entries(later.units).map(
    ([unit, properties]) => [unit, { ...facts.units[unit], ...properties }] as const,
  );
  return {
    units: { ...facts.units, ...Object.fromEntries(units) },
    unitPatterns: { ...facts.unitPatterns, ...later.unitPatterns },
    listeners: query.listeners ? later.listeners : facts.listeners,
    processes: { ...facts.processes, ...later.processes },
    files: { ...facts.files, ...later.files },
  };
}
