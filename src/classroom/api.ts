/** The classroom's HTTP interface, as its screens use it. Calls throw `SessionError` with words. */
import * as z from 'zod/mini';
import {
  type ClassSpec,
  ClassSummary,
  ClassView,
  RosterReport,
} from '../schemas/classroom/class.ts';
import { Invitation, Joined, Login, Me, Teacher } from '../schemas/classroom/people.ts';
import { ClassResults, LearnerResult } from '../schemas/classroom/results.ts';
import { FileView } from '../schemas/session.ts';
import { pageNetwork, request } from '../session/network.ts';
import { SessionError } from '../session/session.ts';

type Method = Parameters<typeof request>[1];

async function call<T>(
  schema: { safeParse(answer: unknown): { success: boolean; data?: T | undefined } },
  method: Method,
  path: string,
  body?: unknown,
): Promise<T> {
  const answer = schema.safeParse(await request(pageNetwork(), method, `/api/class${path}`, body));
  if (answer.success) return answer.data as T;
  throw new SessionError(
    'bad-answer',
    'The lab answers in a way this page does not know. Reload it.',
  );
}

/** An answer that says no more than that it is done. */
const Done = z.unknown();

const at = (id: string) => `/classes/${encodeURIComponent(id)}`;
const who = (id: string, learner: string) => `${at(id)}/learners/${encodeURIComponent(learner)}`;

export const classroom = {
  me: () => call(Me, 'GET', '/me'),
  deviceLink: () => call(Invitation, 'POST', '/logins'),
  join: (code: string, name: string) => call(Joined, 'POST', '/join', { code, name }),
  comeBack: (returnCode: string) => call(Done, 'POST', '/return', { returnCode }),
  signIn: (token: string, name?: string) =>
    call(Done, 'POST', '/sign-in', name === undefined ? { token } : { token, name }),
  signOut: () => call(Done, 'POST', '/sign-out'),
  logins: () => call(z.array(Login), 'GET', '/logins'),
  revokeLogins: () => call(Done, 'DELETE', '/logins'),
  institution: async () => (await call(z.object({ url: z.string() }), 'POST', '/oidc')).url,
  institutionDone: (query: string) => call(Done, 'POST', '/oidc/done', { query }),
  invite: () => call(Invitation, 'POST', '/invitations'),
  teachers: () => call(z.array(Teacher), 'GET', '/teachers'),
  removeTeacher: (id: string) => call(Done, 'DELETE', `/teachers/${encodeURIComponent(id)}`),
  classes: () => call(z.array(ClassSummary), 'GET', '/classes'),
  class: (id: string) => call(ClassView, 'GET', at(id)),
  create: (spec: ClassSpec) => call(ClassView, 'POST', '/classes', spec),
  edit: (id: string, version: number, spec: ClassSpec) =>
    call(ClassView, 'PUT', at(id), { version, spec }),
  archive: (id: string) => call(Done, 'POST', `${at(id)}/archive`),
  erase: (id: string) => call(Done, 'DELETE', at(id)),
  roster: (id: string, csv: string) => call(RosterReport, 'POST', `${at(id)}/roster`, { csv }),
  results: (id: string) => call(ClassResults, 'GET', `${at(id)}/results.json`),
  result: (id: string, learner: string) =>
    call(LearnerResult, 'GET', `${who(id, learner)}/result.json`),
  eraseLearner: (id: string, learner: string) => call(Done, 'DELETE', who(id, learner)),
  files: (id: string, learner: string) =>
    call(z.array(FileView), 'GET', `${who(id, learner)}/files.json`),
};

/** Addresses a browser opens by itself: files to save. */
export const DOWNLOADS = {
  resultsCsv: (id: string) => `/api/class${at(id)}/results.csv`,
  resultsJson: (id: string) => `/api/class${at(id)}/results.json`,
  learner: (id: string, learner: string) => `/api/class${who(id, learner)}/export.json`,
} as const;
