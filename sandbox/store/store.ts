/**
 * What the classroom remembers. One set of queries serves SQLite and PostgreSQL; one contract test
 * runs on both. Everything that a call has answered is on disk.
 */
import type { ClassSpec } from '../../src/schemas/classroom/class.ts';

export interface Account {
  readonly id: string;
  readonly role: 'owner' | 'instructor';
  readonly name: string;
  readonly createdAt: number;
}

/** `account:ID` signs another browser of that account in. */
export type LinkKind = 'owner' | 'invitation' | `account:${string}`;

export interface StoredLogin {
  readonly id: string;
  readonly account: string;
  readonly browser: string;
  readonly createdAt: number;
  readonly seenAt: number;
}

export interface StoredClass {
  readonly id: string;
  readonly code: string;
  readonly spec: ClassSpec;
  readonly version: number;
  readonly archivedAt: number | null;
  readonly seq: number;
}

export interface StoredLearner {
  readonly id: string;
  readonly class: string;
  readonly name: string;
  readonly joinedAt: number;
}

/**
 * The newest state of one thing in a class: of a learner, a message, the class itself. A later
 * entry with the same key takes its place, so the log of a class never grows beyond what there is.
 */
export interface Entry {
  /** For example `learner:ID`, `message:ID`, `class`, `eyes-up`. */
  readonly key: string;
  /** `all`, `instructors`, or a learner's id: that learner and the instructors. */
  readonly audience: string;
  /** JSON of the event that tells it. */
  readonly body: string;
}

export interface NumberedEntry extends Entry {
  readonly seq: number;
}

export interface LearnerFile {
  readonly learner: string;
  readonly exercise: string;
  readonly path: string;
  readonly content: string;
}

export interface AccountStore {
  /** Throws `taken` when the id or the institution's identity is known. */
  add(account: Account, identity?: string): Promise<void>;
  find(id: string): Promise<Account | undefined>;
  byIdentity(identity: string): Promise<Account | undefined>;
  /** All of them, in the order in which they came. */
  list(): Promise<readonly Account[]>;
  /**
   * The account, its logins, links and part in classes; the classes stay. False, and nothing
   * changed, when it is unknown or the only owner.
   */
  remove(id: string): Promise<boolean>;
  /** The first owner. */
  owner(): Promise<Account | undefined>;
  addLink(hash: string, kind: LinkKind, expiresAt: number): Promise<void>;
  /** Uses a link up. Undefined when it is unknown, used or expired; that never differs in time. */
  useLink(hash: string, now: number): Promise<LinkKind | undefined>;
  /** The browser belongs to this account from now on, and to no other. */
  signIn(login: StoredLogin): Promise<void>;
  login(browser: string): Promise<(StoredLogin & { readonly of: Account }) | undefined>;
  seen(id: string, at: number): Promise<void>;
  logins(account: string): Promise<readonly StoredLogin[]>;
  /** Ends one login of the account, or all of them. */
  signOut(account: string, id?: string): Promise<void>;
}

export interface ClassStore {
  /** Throws `taken` when the id or the code is known. */
  add(made: Omit<StoredClass, 'seq' | 'version' | 'archivedAt'>, account: string): Promise<void>;
  find(id: string): Promise<StoredClass | undefined>;
  byCode(code: string): Promise<StoredClass | undefined>;
  /** Those of an account, or all of them for null. Newest last. */
  list(account: string | null): Promise<readonly (StoredClass & { readonly learners: number })[]>;
  /** False, and nothing changed, when `version` is not the newest. */
  edit(id: string, version: number, spec: ClassSpec): Promise<boolean>;
  archive(id: string, at: number): Promise<void>;
  instructors(id: string): Promise<readonly Account[]>;
  addInstructor(id: string, account: string): Promise<void>;
  /** The class with everything that is known of its learners. */
  erase(id: string): Promise<void>;
  /** Counts of what `erase` would delete. */
  extent(id: string): Promise<{ learners: number; entries: number; files: number }>;
}

export interface LearnerStore {
  /** Throws `taken` when the class has a learner whose name is the same by `nameKey`. */
  add(learner: StoredLearner, secret: { nameKey: string; returnHash: string }): Promise<void>;
  find(id: string): Promise<StoredLearner | undefined>;
  byReturnHash(hash: string): Promise<StoredLearner | undefined>;
  ofClass(id: string): Promise<readonly StoredLearner[]>;
  /** The browser is this learner in their class from now on. */
  bind(browser: string, learner: StoredLearner): Promise<void>;
  /** Who a browser is, in every class. */
  ofBrowser(browser: string): Promise<readonly StoredLearner[]>;
  /** Lets go of the browser in that class. */
  unbind(browser: string, classId: string): Promise<void>;
  /** The learner, their files, and every entry whose audience they are. */
  erase(learner: StoredLearner): Promise<void>;
  saveFile(file: LearnerFile): Promise<void>;
  files(learner: string, exercise?: string): Promise<readonly LearnerFile[]>;
}

export interface EntryStore {
  /** Writes entries in one transaction and numbers them: the sequence of a class has no gaps. */
  write(classId: string, entries: readonly Entry[]): Promise<readonly NumberedEntry[]>;
  /** Everything newer than `seq`, in order; everything there is for 0. */
  since(classId: string, seq: number): Promise<readonly NumberedEntry[]>;
}

export interface Store {
  readonly accounts: AccountStore;
  readonly classes: ClassStore;
  readonly learners: LearnerStore;
  readonly entries: EntryStore;
  /** Copies everything into a new file while in use. Throws `unsupported` where the database has its own tools. */
  backup(file: string): Promise<void>;
  dispose(): Promise<void>;
}

export type StoreErrorCode =
  /** Somebody else has that name, code or id. */
  | 'taken'
  /** The database cannot be opened or reached. */
  | 'unreachable'
  | 'unsupported';

/** `message` says what to do next. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: StoreErrorCode;
  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
