/** What page and worker say to each other. */
import type { Desk } from './desk.ts';

export type DeskMethod =
  | 'saveProfile'
  | 'restoreProfile'
  | 'saveApkg'
  | 'saveText'
  | 'takeInAnki'
  | 'takeInText'
  | 'countOwn'
  | 'discardOwn';

export type DeskCalls = Pick<Desk, DeskMethod>;

export interface ToDesk {
  readonly id: number;
  readonly method: DeskMethod;
  readonly args: readonly unknown[];
}

export type FromDesk =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly code: string; readonly message: string };
