/** The tables as Kysely sees them. Times are ms since the epoch; JSON is text in both dialects. */

import type { LinkKind } from './store.ts';

export interface AccountTable {
  id: string;
  role: 'owner' | 'instructor';
  name: string;
  created_at: number;
  /** Issuer and subject of an institution's sign-in. */
  identity: string | null;
}

export interface LinkTable {
  /** SHA-256 of the token. */
  hash: string;
  kind: LinkKind;
  expires_at: number;
}

export interface LoginTable {
  id: string;
  account: string;
  /** The browser, see `Access`. */
  browser: string;
  created_at: number;
  seen_at: number;
}

export interface ClassTable {
  id: string;
  code: string;
  spec: string;
  version: number;
  archived_at: number | null;
  /** Sequence number of the newest entry. */
  seq: number;
}

export interface ClassInstructorTable {
  class: string;
  account: string;
}

export interface LearnerTable {
  id: string;
  class: string;
  name: string;
  /** What makes a name the same as another. */
  name_key: string;
  return_hash: string;
  joined_at: number;
}

export interface LearnerBrowserTable {
  browser: string;
  learner: string;
  class: string;
}

export interface EntryTable {
  class: string;
  key: string;
  seq: number;
  audience: string;
  body: string;
}

export interface FileTable {
  learner: string;
  exercise: string;
  path: string;
  content: string;
}

export interface Tables {
  account: AccountTable;
  link: LinkTable;
  login: LoginTable;
  class: ClassTable;
  class_instructor: ClassInstructorTable;
  learner: LearnerTable;
  learner_browser: LearnerBrowserTable;
  entry: EntryTable;
  file: FileTable;
}
