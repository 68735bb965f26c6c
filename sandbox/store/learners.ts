import type { Kysely, Selectable } from 'kysely';
import type { LearnerStore, StoredLearner } from './store.ts';
import type { LearnerTable, Tables } from './tables.ts';
import { unlessTaken } from './taken.ts';

export function learnerStore(db: Kysely<Tables>): LearnerStore {
  const one = async (column: 'id' | 'return_hash', value: string) => {
    const row = await db
      .selectFrom('learner')
      .selectAll()
      .where(column, '=', value)
      .executeTakeFirst();
    return row && toLearner(row);
  };
  return {
    async add(learner, { nameKey, returnHash }) {
      const row = {
        id: learner.id,
        class: learner.class,
        name: learner.name,
        name_key: nameKey,
        return_hash: returnHash,
        joined_at: learner.joinedAt,
      };
      await unlessTaken(db.insertInto('learner').values(row).execute());
    },
    find: (id) => one('id', id),
    byReturnHash: (hash) => one('return_hash', hash),
    async ofClass(id) {
      const rows = await db
        .selectFrom('learner')
        .selectAll()
        .where('class', '=', id)
        .orderBy('joined_at')
        .orderBy('id')
        .execute();
      return rows.map(toLearner);
    },
    async bind(browser, learner) {
      await db
        .insertInto('learner_browser')
        .values({ browser, learner: learner.id, class: learner.class })
        .onConflict((on) => on.columns(['browser', 'class']).doUpdateSet({ learner: learner.id }))
        .execute();
    },
    async ofBrowser(browser) {
      const rows = await db
        .selectFrom('learner')
        .selectAll()
        .where('id', 'in', (select) =>
          select
            .selectFrom('learner_browser')
            .select('learner_browser.learner')
            .where('browser', '=', browser),
        )
        .orderBy('joined_at')
        .execute();
      return rows.map(toLearner);
    },
    async unbind(browser, classId) {
      await db
        .deleteFrom('learner_browser')
        .where('browser', '=', browser)
        .where('class', '=', classId)
        .execute();
    },
    async erase(learner) {
      await db.transaction().execute(async (write) => {
        await write
          .deleteFrom('entry')
          .where('class', '=', learner.class)
          .where('audience', '=', learner.id)
          .execute();
        await write.deleteFrom('learner').where('id', '=', learner.id).execute();
      });
    },
    async saveFile(file) {
      await db
        .insertInto('file')
        .values({ ...file })
        .onConflict((on) =>
          on.columns(['learner', 'exercise', 'path']).doUpdateSet({ content: file.content }),
        )
        .execute();
    },
    async files(learner, exercise) {
      return db
        .selectFrom('file')
        .selectAll()
        .where('learner', '=', learner)
        .$if(exercise !== undefined, (of) => of.where('exercise', '=', exercise ?? ''))
        .orderBy('exercise')
        .orderBy('path')
        .execute();
    },
  };
}

function toLearner(row: Selectable<LearnerTable>): StoredLearner {
  return { id: row.id, class: row.class, name: row.name, joinedAt: row.joined_at };
}
