import type { Kysely } from 'kysely';

/** Types that SQLite and PostgreSQL both know. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('account')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('identity', 'text', (column) => column.unique())
    .execute();
  await db.schema
    .createTable('link')
    .addColumn('hash', 'text', (column) => column.primaryKey())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('login')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('account', 'text', (column) =>
      column.notNull().references('account.id').onDelete('cascade'),
    )
    .addColumn('browser', 'text', (column) => column.notNull().unique())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('seen_at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('class')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('code', 'text', (column) => column.notNull().unique())
    .addColumn('spec', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('archived_at', 'bigint')
    .addColumn('seq', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('class_instructor')
    .addColumn('class', 'text', (column) =>
      column.notNull().references('class.id').onDelete('cascade'),
    )
    .addColumn('account', 'text', (column) =>
      column.notNull().references('account.id').onDelete('cascade'),
    )
    .addPrimaryKeyConstraint('class_instructor_key', ['class', 'account'])
    .execute();
  await db.schema
    .createTable('learner')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('class', 'text', (column) =>
      column.notNull().references('class.id').onDelete('cascade'),
    )
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('name_key', 'text', (column) => column.notNull())
    .addColumn('return_hash', 'text', (column) => column.notNull().unique())
    .addColumn('joined_at', 'bigint', (column) => column.notNull())
    .addUniqueConstraint('learner_name', ['class', 'name_key'])
    .execute();
  await db.schema
    .createTable('learner_browser')
    .addColumn('browser', 'text', (column) => column.notNull())
    .addColumn('learner', 'text', (column) =>
      column.notNull().references('learner.id').onDelete('cascade'),
    )
    .addColumn('class', 'text', (column) =>
      column.notNull().references('class.id').onDelete('cascade'),
    )
    .addPrimaryKeyConstraint('learner_browser_key', ['browser', 'class'])
    .execute();
  await db.schema
    .createTable('entry')
    .addColumn('class', 'text', (column) =>
      column.notNull().references('class.id').onDelete('cascade'),
    )
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('seq', 'bigint', (column) => column.notNull())
    .addColumn('audience', 'text', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('entry_key', ['class', 'key'])
    .execute();
  await db.schema.createIndex('entry_seq').on('entry').columns(['class', 'seq']).execute();
  await db.schema
    .createTable('file')
    .addColumn('learner', 'text', (column) =>
      column.notNull().references('learner.id').onDelete('cascade'),
    )
    .addColumn('exercise', 'text', (column) => column.notNull())
    .addColumn('path', 'text', (column) => column.notNull())
    .addColumn('content', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('file_key', ['learner', 'exercise', 'path'])
    .execute();
}
