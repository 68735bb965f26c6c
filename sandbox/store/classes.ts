import type { Kysely, Selectable } from 'kysely';
import type { ClassStore, StoredClass } from './store.ts';
import type { ClassTable, Tables } from './tables.ts';
import { unlessTaken } from './taken.ts';

export function classStore(db: Kysely<Tables>): ClassStore {
  const count = async (from: 'learner' | 'entry', id: string) => {
    const row = await db
      .selectFrom(from)
      .select((select) => select.fn.countAll<number>().as('n'))
      .where('class', '=', id)
      .executeTakeFirstOrThrow();
    return Number(row.n);
  };
  return {
    async add({ id, code, spec }, account) {
      await unlessTaken(
        db.transaction().execute(async (write) => {
          const row = {
            id,
            code,
            spec: JSON.stringify(spec),
            version: 1,
            archived_at: null,
            seq: 0,
          };
          await write.insertInto('class').values(row).execute();
          await write.insertInto('class_instructor').values({ class: id, account }).execute();
        }),
      );
    },
    async find(id) {
      const row = await db.selectFrom('class').selectAll().where('id', '=', id).executeTakeFirst();
      return row && toClass(row);
    },
    async byCode(code) {
      const row = await db
        .selectFrom('class')
        .selectAll()
        .where('code', '=', code)
        .executeTakeFirst();
      return row && toClass(row);
    },
    async list(account) {
      const rows = await db
        .selectFrom('class')
        .selectAll()
        .select((select) =>
          select
            .selectFrom('learner')
            .select((of) => of.fn.countAll<number>().as('n'))
            .whereRef('learner.class', '=', 'class.id')
            .as('learners'),
        )
        .$if(account !== null, (of) =>
          of.where('id', 'in', (select) =>
            select
              .selectFrom('class_instructor')
              .select('class_instructor.class')
              .where('account', '=', account ?? ''),
          ),
        )
        .orderBy('id')
        .execute();
      return rows.map((row) => ({ ...toClass(row), learners: Number(row.learners) }));
    },
    async edit(id, version, spec) {
      const { numUpdatedRows } = await db
        .updateTable('class')
        .set({ spec: JSON.stringify(spec), version: version + 1 })
        .where('id', '=', id)
        .where('version', '=', version)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },
    async archive(id, at) {
      await db.updateTable('class').set({ archived_at: at }).where('id', '=', id).execute();
    },
    async instructors(id) {
      const rows = await db
        .selectFrom('class_instructor')
        .innerJoin('account', 'account.id', 'class_instructor.account')
        .select(['account.id', 'account.role', 'account.name', 'account.created_at'])
        .where('class_instructor.class', '=', id)
        .orderBy('account.created_at')
        .execute();
      return rows.map(({ created_at, ...row }) => ({ ...row, createdAt: created_at }));
    },
    async addInstructor(id, account) {
      await db
        .insertInto('class_instructor')
        .values({ class: id, account })
        .onConflict((on) => on.doNothing())
        .execute();
    },
    async erase(id) {
      // Everything that names the class goes with it, by its foreign keys.
      await db.deleteFrom('class').where('id', '=', id).execute();
    },
    async extent(id) {
      const files = await db
        .selectFrom('file')
        .innerJoin('learner', 'learner.id', 'file.learner')
        .select((select) => select.fn.countAll<number>().as('n'))
        .where('learner.class', '=', id)
        .executeTakeFirstOrThrow();
      return {
        learners: await count('learner', id),
        entries: await count('entry', id),
        files: Number(files.n),
      };
    },
  };
}

function toClass(row: Selectable<ClassTable>): StoredClass {
  const { id, code, version, seq } = row;
  return { id, code, version, seq, spec: JSON.parse(row.spec), archivedAt: row.archived_at };
}
