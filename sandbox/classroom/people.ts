/** Who takes part, and how they come in: links for those who teach, codes for those who learn. */
import type { Joined, Login, Me, Teacher } from '../../src/schemas/classroom/people.ts';
import { Refusal } from '../http/problem.ts';
import { type Rate, RateLimits } from '../http/rate.ts';
import type {
  Account,
  LinkKind,
  Store,
  StoredClass,
  StoredLearner,
  StoredLogin,
} from '../store/store.ts';
import { StoreError } from '../store/store.ts';
import { ClassroomError } from './error.ts';
import { Guesses } from './guesses.ts';
import type { Vouched } from './institution/institution.ts';
import { cleanName, nameKey } from './names.ts';
import { hashOf, newCode, newToken, type RandomBytes, readCode } from './secrets.ts';

const HOUR_MS = 60 * 60_000;
const INVITATION_MS = 7 * 24 * HOUR_MS;
const OWNER_LINK_MS = 24 * HOUR_MS;
const DEVICE_LINK_MS = HOUR_MS / 4;
const NAMELESS = { owner: 'Owner', instructor: 'Instructor' } as const;
/** A login's last use is written at most this often. */
const SEEN_MS = 10 * 60_000;
/** A browser that stays away for this long is signed out. */
const LOGIN_MS = 14 * 24 * HOUR_MS;
/** As many as a class has at the most: whoever floods it with names comes to an end. */
export const MAX_LEARNERS = 500;
const JOINS_OF_A_CLASS: Rate = { burst: 300, perSecond: 2 };

/** A browser, and what it is here. */
export interface Person {
  /** See `Access`. */
  readonly browser: string;
  readonly account: Account | undefined;
  readonly learners: readonly StoredLearner[];
}

export interface PeopleOptions {
  readonly store: Store;
  /** ms since the epoch. */
  readonly now: () => number;
  readonly newId: () => string;
  readonly random: RandomBytes;
  /** Name of the institution's sign-in, when there is one. */
  readonly oidc: string | null;
  /** A learner is new in their class. */
  readonly joined: (learner: StoredLearner) => Promise<void>;
}

export class People {
  private readonly options: PeopleOptions;
  private readonly guesses: Guesses;
  private readonly joins: RateLimits;

  constructor(options: PeopleOptions) {
    this.options = options;
    this.guesses = new Guesses(options.now);
    this.joins = new RateLimits(JOINS_OF_A_CLASS, options.now);
  }

  async who(browser: string | undefined): Promise<Person | undefined> {
    if (browser === undefined) return undefined;
    const { store } = this.options;
    const [account, learners] = await Promise.all([
      this.accountOf(browser),
      store.learners.ofBrowser(browser),
    ]);
    return { browser, account, learners };
  }

  async me(person: Person | undefined): Promise<Me> {
    const { store, oidc } = this.options;
    const learner = await Promise.all(
      (person?.learners ?? []).map(async ({ id, class: of, name }) => {
        const title = (await store.classes.find(of))?.spec.title ?? '';
        return { class: of, title, learner: id, name };
      }),
    );
    const account = person?.account;
    return {
      account: account ? { id: account.id, name: account.name, role: account.role } : null,
      learner,
      oidc,
    };
  }

  /** A new learner of the class with this code. Throws ClassroomError; wrong codes all answer alike. */
  async join(browser: string, typed: string, name: string, address: string): Promise<Joined> {
    const { classes, learners } = this.options.store;
    const found = await this.guesses.guard(address, async () => {
      const known = await classes.byCode(readCode(typed));
      return known?.archivedAt === null ? known : undefined;
    });
    if (!found) throw wrongCode();
    const already = (await learners.ofBrowser(browser)).find((one) => one.class === found.id);
    if (already) throw alreadyJoined(already.name);
    if (!this.joins.take(found.id)) throw tooMany();
    const { learner, returnCode } = await this.enrol(found, name);
    await learners.bind(browser, learner);
    return { class: found.id, learner: learner.id, name: learner.name, returnCode };
  }

  /** Adds a learner who may not have a browser yet. Throws `bad-name`, `name-taken` or `class-full`. */
  async enrol(
    { id: classId }: Pick<StoredClass, 'id'>,
    typed: string,
  ): Promise<{ learner: StoredLearner; returnCode: string }> {
    const { store, now, newId, random, joined } = this.options;
    const name = cleanName(typed);
    if ((await store.classes.extent(classId)).learners >= MAX_LEARNERS) throw classFull();
    const returnCode = newCode(random, 4);
    const learner = { id: newId(), class: classId, name, joinedAt: now() };
    const secret = { nameKey: nameKey(name), returnHash: hashOf(returnCode) };
    await store.learners.add(learner, secret).catch((error: unknown) => {
      if (!(error instanceof StoreError) || error.code !== 'taken') throw error;
      throw new ClassroomError(
        'name-taken',
        `Somebody in this class is called ${name} already. If that is you, come back with your return code; if not, add an initial.`,
      );
    });
    await joined(learner);
    return { learner, returnCode };
  }

  /** Another browser of a learner who is known. */
  async comeBack(browser: string, typed: string, address: string): Promise<StoredLearner> {
    const { learners } = this.options.store;
    const learner = await this.guesses.guard(address, () =>
      learners.byReturnHash(hashOf(readCode(typed))),
    );
    if (!learner) throw wrongCode();
    await learners.bind(browser, learner);
    return learner;
  }

  /** Uses a one-time link up. The first owner's link makes the owner. */
  async signIn(browser: string, token: string, name: string | undefined, address: string) {
    const { store, now, newId } = this.options;
    // Asked before the link is used up: neither a bad name nor the wrong browser may cost it.
    const called = name === undefined ? undefined : cleanName(name);
    await this.refuseTwice(browser);
    const kind = await this.guesses.guard(address, () =>
      store.accounts.useLink(hashOf(token), now()),
    );
    if (!kind) throw linkUsed();
    const known = kind === 'owner' ? (await store.accounts.owner())?.id : accountIn(kind);
    if (known !== undefined) return this.login(browser, known);
    const role = kind === 'owner' ? 'owner' : 'instructor';
    const account = {
      id: newId(),
      role,
      name: called ?? NAMELESS[role],
      createdAt: now(),
    } as const;
    await store.accounts.add(account);
    await this.login(browser, account.id);
  }

  /** Somebody whom the institution vouches for. */
  async signInAs(browser: string, { identity, name }: Vouched): Promise<void> {
    const { store, now, newId } = this.options;
    await this.refuseTwice(browser);
    let account = await store.accounts.byIdentity(identity);
    if (!account) {
      const called = usable(name) ?? NAMELESS.instructor;
      account = { id: newId(), role: 'instructor', name: called, createdAt: now() };
      await store.accounts.add(account, identity);
    }
    await this.login(browser, account.id);
  }

  async invite(): Promise<{ token: string; expiresAt: number }> {
    return this.link('invitation', INVITATION_MS);
  }

  /** Signs another browser of the same person in. */
  async deviceLink(account: string): Promise<{ token: string; expiresAt: number }> {
    return this.link(`account:${account}`, DEVICE_LINK_MS);
  }

  /** For the one who runs the server, who sees it on the terminal. */
  async ownerLink(): Promise<string> {
    return (await this.link('owner', OWNER_LINK_MS)).token;
  }

  async logins(account: string, browser: string): Promise<Login[]> {
    const all = await this.options.store.accounts.logins(account);
    return all.map(({ id, createdAt, seenAt, browser: of }) => ({
      id,
      createdAt,
      seenAt,
      here: of === browser,
    }));
  }

  /** Everybody who teaches, for owners. */
  async teachers(): Promise<Teacher[]> {
    const { accounts, classes } = this.options.store;
    return Promise.all(
      (await accounts.list()).map(async ({ id, name, role, createdAt }) => {
        const [logins, taught] = await Promise.all([accounts.logins(id), classes.list(id)]);
        const seen = logins.map(({ seenAt }) => seenAt);
        const seenAt = seen.length === 0 ? null : Math.max(...seen);
        return { id, name, role, createdAt, seenAt, classes: taught.length };
      }),
    );
  }

  /** Ends somebody's right to teach. Answers the logins that ended with it. */
  async remove(id: string): Promise<readonly StoredLogin[]> {
    const { accounts } = this.options.store;
    const account = await accounts.find(id);
    if (!account) throw unknownTeacher();
    const logins = await accounts.logins(id);
    if (await accounts.remove(id)) return logins;
    throw account.role === 'owner' ? lastOwner() : unknownTeacher();
  }

  private async link(kind: LinkKind, ms: number) {
    const { store, now, random } = this.options;
    const token = newToken(random);
    const expiresAt = now() + ms;
    await store.accounts.addLink(hashOf(token), kind, expiresAt);
    return { token, expiresAt };
  }

  private async login(browser: string, account: string): Promise<void> {
    const { store, now, newId } = this.options;
    const at = now();
    await store.accounts.signIn({ id: newId(), account, browser, createdAt: at, seenAt: at });
  }

  /** The account a browser is signed in to. */
  private async accountOf(browser: string): Promise<Account | undefined> {
    const { store, now } = this.options;
    const login = await store.accounts.login(browser);
    if (!login) return undefined;
    const away = now() - login.seenAt;
    if (away > LOGIN_MS) {
      await store.accounts.signOut(login.account, login.id);
      return undefined;
    }
    if (away > SEEN_MS) await store.accounts.seen(login.id, now());
    return login.of;
  }

  /** An owner who tries the invitation they made must not become an instructor by it. */
  private async refuseTwice(browser: string): Promise<void> {
    const account = await this.accountOf(browser);
    if (!account) return;
    throw new ClassroomError(
      'already-signed-in',
      `This browser is signed in as ${account.name}. Sign out first, or use another browser; the link still works.`,
    );
  }
}

/** A name as another server writes it, if it is one here. */
function usable(name: string | undefined): string | undefined {
  try {
    return name && cleanName(name);
  } catch {
    return undefined;
  }
}

const accountIn = (kind: LinkKind): string | undefined =>
  kind.startsWith('account:') ? kind.slice('account:'.length) : undefined;

const unknownTeacher = (): ClassroomError =>
  new ClassroomError(
    'unknown-teacher',
    'Nobody of that name teaches here any more. Reload the page.',
  );

const lastOwner = (): ClassroomError =>
  new ClassroomError(
    'last-owner',
    'This is the only owner, and labs need one. Nobody was removed.',
  );

const wrongCode = (): ClassroomError =>
  new ClassroomError('wrong-code', 'No class or learner has this code. Check it, sign by sign.');

const alreadyJoined = (name: string): ClassroomError =>
  new ClassroomError(
    'already-joined',
    `This browser is in the class already, as ${name}. Open the class, or sign out before somebody else joins here.`,
  );

const classFull = (): ClassroomError =>
  new ClassroomError(
    'class-full',
    `The class has ${MAX_LEARNERS} learners, as many as there can be. Tell your instructor.`,
  );

const linkUsed = (): ClassroomError =>
  new ClassroomError(
    'link-used',
    'This link was used already or has expired. Ask whoever gave it to you for a new one.',
  );

const tooMany = (): Refusal =>
  new Refusal('too-many', 'Too many tries in a short time. Wait a minute, then try again.');
