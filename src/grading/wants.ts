import type { Facts, FactsQuery } from '../machine/machine.ts';
import type { Check, CheckKind, CheckOf } from '../schemas/check.ts';
import type { Probe } from './probe.ts';
import { PROBES } from './probes/index.ts';
import { answering } from './unit.ts';

/** The probe that carries out a check. */
export function probeOf<K extends CheckKind>(check: CheckOf<K>): Probe<K> {
  return PROBES[check.kind as K];
}

/** All that the checks want to know, and what their hints say of what was observed: one question. */
export function wants(checks: readonly Check[]): FactsQuery {
  return merge(checks.flatMap((check) => [probeOf(check).wants(check), observedWants(check)]));
}

/** What the hints of a check go by besides: of interest once it has failed. */
export function hintWants(check: Check): FactsQuery {
  return merge(
    check.when.map((one) => ({
      units: names(one.units ?? {}),
      files: Object.keys(one.files ?? {}),
      listeners: one.listener !== undefined,
    })),
  );
}

function observedWants(check: Check): FactsQuery {
  if (check.kind !== 'unit') return {};
  return { units: { [check.unit]: check.when.flatMap((one) => Object.keys(one.observed ?? {})) } };
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
    unitFiles: queries.some((query) => query.unitFiles === true),
  };
}

/** What `query` asks for that `asked` did not; undefined when that is nothing. */
export function beyond(query: FactsQuery, asked: FactsQuery): FactsQuery | undefined {
  const units = Object.entries(merge([query]).units ?? {}).flatMap(([unit, wanted]) => {
    const rest = wanted.filter((name) => !asked.units?.[unit]?.includes(name));
    return rest.length === 0 ? [] : [[unit, rest] as const];
  });
  const rest = (pick: (of: FactsQuery) => readonly string[] | undefined) =>
    (pick(query) ?? []).filter((name) => !pick(asked)?.includes(name));
  const left: FactsQuery = {
    units: Object.fromEntries(units),
    unitPatterns: rest((of) => of.unitPatterns),
    listeners: query.listeners === true && asked.listeners !== true,
    processesOf: rest((of) => of.processesOf),
    files: rest((of) => of.files),
  };
  const isAsked = (value: object | boolean) => value === true || Object.keys(value).length > 0;
  return Object.values(left).some(isAsked) ? left : undefined;
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
    unitFiles: query.unitFiles ? later.unitFiles : facts.unitFiles,
    unitLinks: query.unitFiles ? later.unitLinks : facts.unitLinks,
  };
}
