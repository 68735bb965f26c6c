import type { Kysely } from 'kysely';
import type { EntryStore } from './store.ts';
import type { Tables } from './tables.ts';

export function entryStore(db: Kysely<Tables>): EntryStore {
  return {
    async write(classId, entries) {
      if (entries.length === 0) return [];
      return db.transaction().execute(async (write) => {
        // Taking the numbers locks the class's row: two writers follow one another.
        const taken = await write
          .updateTable('class')
          .set((set) => ({ seq: set('seq', '+', entries.length) }))
          .where('id', '=', classId)
          .returning('seq')
          .executeTakeFirst();
        // The class was erased meanwhile: there is nothing to tell anybody.
        if (!taken) return [];
        const first = taken.seq - entries.length + 1;
        const numbered = entries.map((entry, at) => ({ ...entry, seq: first + at }));
        for (const { key, seq, audience, body } of numbered) {
          await write
            .insertInto('entry')
            .values({ class: classId, key, seq, audience, body })
            .onConflict((on) => on.columns(['class', 'key']).doUpdateSet({ seq, audience, body }))
            .execute();
        }
        return numbered;
      });
    },
    async since(classId, seq) {
      return db
        .selectFrom('entry')
        .select(['key', 'seq', 'audience', 'body'])
        .where('class', '=', classId)
        .where('seq', '>', seq)
        .orderBy('seq')
        .execute();
    },
  };
}
