/** Who takes part in labs, and how they come in. */
import { z } from 'zod/mini';

/** Owners run the server and invite instructors; learners need no account. */
export const Role = z.enum(['owner', 'instructor', 'learner']);
export type Role = z.infer<typeof Role>;

export const Id = z.string().check(z.regex(/^[\w-]{1,64}$/));

/** Longest name, title and free text, in characters. */
export const MAX_NAME = 60;
export const MAX_TITLE = 120;
export const MAX_TEXT = 2_000;

/** As typed; the server normalises it and refuses what cannot be told apart (see sandbox/classroom/names.ts). */
export const PersonName = z.string().check(z.minLength(1), z.maxLength(MAX_NAME));

/** Body of POST /api/class/join. */
export const JoinClass = z.object({ code: z.string().check(z.maxLength(40)), name: PersonName });
export type JoinClass = z.infer<typeof JoinClass>;

/** Answer to joining. The return code is told once and never again. */
export const Joined = z.object({
  class: Id,
  learner: Id,
  name: z.string(),
  returnCode: z.string(),
});
export type Joined = z.infer<typeof Joined>;

/** Body of POST /api/class/return: back from another device. */
export const ReturnToClass = z.object({ returnCode: z.string().check(z.maxLength(60)) });
export type ReturnToClass = z.infer<typeof ReturnToClass>;

/** Body of POST /api/class/sign-in: the token of a one-time link, which stands after its #. */
export const SignIn = z.object({
  token: z.string().check(z.maxLength(200)),
  /** Asked of those who come by an invitation. */
  name: z.optional(PersonName),
});
export type SignIn = z.infer<typeof SignIn>;

/** Answer to making an invitation. The link is told once. */
export const Invitation = z.object({ token: z.string(), expiresAt: z.number() });
export type Invitation = z.infer<typeof Invitation>;

/** A signed-in browser of an instructor, to be revoked. */
export const Login = z.object({
  id: Id,
  createdAt: z.number(),
  seenAt: z.number(),
  /** This very browser. */
  here: z.boolean(),
});
export type Login = z.infer<typeof Login>;

/** Somebody who teaches, as owners see them. */
export const Teacher = z.object({
  id: Id,
  name: z.string(),
  role: z.enum(['owner', 'instructor']),
  createdAt: z.number(),
  /** When a browser of theirs was last seen; null: they are signed in nowhere. */
  seenAt: z.nullable(z.number()),
  /** How many classes they teach. */
  classes: z.int(),
});
export type Teacher = z.infer<typeof Teacher>;

/** Answer of GET /api/class/me: what this browser is in labs. */
export const Me = z.object({
  /** Null: not signed in. A browser may also be a learner of some classes. */
  account: z.nullable(
    z.object({ id: Id, name: z.string(), role: z.enum(['owner', 'instructor']) }),
  ),
  /** Classes this browser learns in. */
  learner: z.array(z.object({ class: Id, title: z.string(), learner: Id, name: z.string() })),
  /** Name of the institution's sign-in, when one is configured. */
  oidc: z.nullable(z.string()),
});
export type Me = z.infer<typeof Me>;
