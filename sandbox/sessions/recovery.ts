import type { Machine } from '../../src/machine/machine.ts';
import type { Engine } from '../engines/engine.ts';
import type { SessionRecord, SessionStore } from './store.ts';

/**
 * After a restart: machines that belong to a session still valid are handed to `resume`, all
 * others are removed, and so are the notes of sessions whose machine is gone. `resume` answers
 * whether it took the machine.
 */
export async function recover(
  engine: Engine,
  store: SessionStore,
  now: number,
  resume: (record: SessionRecord, machine: Machine) => Promise<boolean>,
): Promise<void> {
  const [records, found] = await Promise.all([store.all(), engine.list()]);
  const byMachine = new Map(records.map((record) => [record.machine, record]));
  await Promise.all(
    found.map(async ({ id, running }) => {
      const record = byMachine.get(id);
      if (record && running && record.expiresAt > now) {
        const machine = await engine.adopt(id).catch(() => undefined);
        if (machine && (await resume(record, machine))) return;
      }
      await engine.remove(id);
      if (record) await store.erase(record.id);
    }),
  );
  const alive = new Set(found.map(({ id }) => id));
  const widowed = records.filter((record) => !alive.has(record.machine));
  await Promise.all(widowed.map((record) => store.erase(record.id)));
}
