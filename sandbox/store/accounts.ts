import type { Kysely, Selectable } from 'kysely';
import type { Account, AccountStore, LinkKind, StoredLogin } from './store.ts';
import type { AccountTable, LoginTable, Tables } from './tables.ts';
import { unlessTaken } from './taken.ts';

export function accountStore(db: Kysely<Tables>): AccountStore {
  return {
    async add({ id, role, name, createdAt }, identity) {
      const row = { id, role, name, created_at: createdAt, identity: identity ?? null };
      await unlessTaken(db.insertInto('account').values(row).execute());
    },
    async find(id) {
      const row = await db
        .selectFrom('account')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirst();
      return row && toAccount(row);
    },
    async byIdentity(identity) {
      const row = await db
        .selectFrom('account')
        .selectAll()
        .where('identity', '=', identity)
        .executeTakeFirst();
      return row && toAccount(row);
    },
    async list() {
      const rows = await db.selectFrom('account').selectAll().orderBy('created_at').execute();
      return rows.map(toAccount);
    },
    async remove(id) {
      return db.transaction().execute(async (transaction) => {
        const removed = await transaction
          .deleteFrom('account')
          .where('id', '=', id)
          .where(({ or, eb, exists, selectFrom }) =>
            or([
              eb('role', '!=', 'owner'),
              exists(
                selectFrom('account as other')
                  .select('other.id')
                  .where('other.role', '=', 'owner')
                  .where('other.id', '!=', id),
              ),
            ]),
          )
          .returning('id')
          .executeTakeFirst();
        // A link that was made before must not sign anybody in to what is gone.
        if (removed) await transaction.deleteFrom('link').where('kind', '=', linkTo(id)).execute();
        return removed !== undefined;
      });
    },
    async owner() {
      const row = await db
        .selectFrom('account')
        .selectAll()
        .where('role', '=', 'owner')
        .orderBy('created_at')
        .executeTakeFirst();
      return row && toAccount(row);
    },
    async addLink(hash, kind, expiresAt) {
      await db.insertInto('link').values({ hash, kind, expires_at: expiresAt }).execute();
    },
    async useLink(hash, now): Promise<LinkKind | undefined> {
      // Deleting is what makes it single-use: of two at once only one finds the row.
      const row = await db
        .deleteFrom('link')
        .where('hash', '=', hash)
        .returning(['kind', 'expires_at'])
        .executeTakeFirst();
      return row && row.expires_at > now ? row.kind : undefined;
    },
    async signIn(login) {
      const row = {
        id: login.id,
        account: login.account,
        browser: login.browser,
        created_at: login.createdAt,
        seen_at: login.seenAt,
      };
      await db
        .insertInto('login')
        .values(row)
        .onConflict((on) => on.column('browser').doUpdateSet(row))
        .execute();
    },
    async login(browser) {
      const row = await db
        .selectFrom('login')
        .selectAll()
        .where('browser', '=', browser)
        .executeTakeFirst();
      const of = row && (await this.find(row.account));
      return of && { ...toLogin(row), of };
    },
    async seen(id, at) {
      await db.updateTable('login').set({ seen_at: at }).where('id', '=', id).execute();
    },
    async logins(account) {
      const rows = await db
        .selectFrom('login')
        .selectAll()
        .where('account', '=', account)
        .orderBy('created_at')
        .execute();
      return rows.map(toLogin);
    },
    async signOut(account, id) {
      let ending = db.deleteFrom('login').where('account', '=', account);
      if (id !== undefined) ending = ending.where('id', '=', id);
      await ending.execute();
    },
  };
}

const linkTo = (account: string): LinkKind => `account:${account}`;

function toAccount(row: Selectable<AccountTable>): Account {
  return { id: row.id, role: row.role, name: row.name, createdAt: row.created_at };
}

function toLogin(row: Selectable<LoginTable>): StoredLogin {
  const { id, account, browser } = row;
  return { id, account, browser, createdAt: row.created_at, seenAt: row.seen_at };
}
