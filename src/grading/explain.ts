import type { Facts } from '../machine/machine.ts';
import type { Check } from '../schemas/check.ts';
import { fileHolds, holds } from './condition.ts';
import type { Verdict } from './probe.ts';
import { isOwnedBySystemd, plainAddress } from './probes/listener.ts';
import { property } from './unit.ts';

type Case = Check['when'][number];

/** The hint for this very mistake: the first case whose conditions all hold. */
export function hintFor(check: Check, verdict: Verdict, facts: Facts): string | undefined {
  const own = check.kind === 'unit' ? check.unit : undefined;
  return (check.when as readonly Case[]).find(
    (one) =>
      observedHolds(one, (name) =>
        own === undefined ? (verdict.values[name] ?? '') : property(facts, own, name),
      ) && factsHold(one, facts),
  )?.hint;
}

function observedHolds(one: Case, value: (name: string) => string): boolean {
  return Object.entries(one.observed ?? {}).every(
    ([name, condition]) => condition === undefined || holds(condition, value(name)),
  );
}

function factsHold(one: Case, facts: Facts): boolean {
  const { listener } = one;
  return (
    Object.entries(one.units ?? {}).every(([unit, properties]) =>
      Object.entries(properties).every(([name, condition]) =>
        holds(condition, property(facts, unit, name)),
      ),
    ) &&
    Object.entries(one.files ?? {}).every(([path, condition]) =>
      fileHolds(condition, facts.files[path] ?? null),
    ) &&
    (listener === undefined ||
      facts.listeners.some(
        (seen) =>
          seen.port === listener.port &&
          (listener.address === undefined || holds(listener.address, plainAddress(seen.address))) &&
          (listener.owner === undefined ||
            (listener.owner === 'systemd') === isOwnedBySystemd(seen)),
      ))
  );
}
