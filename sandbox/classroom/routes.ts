/** Every address of the classroom and who may use it. The server and the tests of access read this. */

/** `anyone`: needs no sign-in, and is rate-limited. `owner` also means every instructor's right. */
export type Access = 'anyone' | 'learner' | 'instructor' | 'owner';

export interface ClassRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'WS';
  /** `:class` and `:learner` are ids; a right to the class is asked for besides the role. */
  readonly path: string;
  readonly access: readonly Access[];
}

const INSTRUCTORS = ['instructor', 'owner'] as const;
const MEMBERS = ['learner', 'instructor', 'owner'] as const;

export const ROUTES = {
  me: { method: 'GET', path: '/api/class/me', access: ['anyone'] },
  join: { method: 'POST', path: '/api/class/join', access: ['anyone'] },
  return: { method: 'POST', path: '/api/class/return', access: ['anyone'] },
  signIn: { method: 'POST', path: '/api/class/sign-in', access: ['anyone'] },
  /** Tells the page where to go. It is no link: one from another site would come without a cookie. */
  oidcStart: { method: 'POST', path: '/api/class/oidc', access: ['anyone'] },
  /** The page that the institution leads back to hands on what it was given. */
  oidcDone: { method: 'POST', path: '/api/class/oidc/done', access: ['anyone'] },
  privacy: { method: 'GET', path: '/api/class/privacy', access: ['anyone'] },
  signOut: { method: 'POST', path: '/api/class/sign-out', access: MEMBERS },
  logins: { method: 'GET', path: '/api/class/logins', access: INSTRUCTORS },
  revokeLogins: { method: 'DELETE', path: '/api/class/logins', access: INSTRUCTORS },
  /** A link that signs another browser of the same account in. */
  deviceLink: { method: 'POST', path: '/api/class/logins', access: INSTRUCTORS },
  invite: { method: 'POST', path: '/api/class/invitations', access: ['owner'] },
  teachers: { method: 'GET', path: '/api/class/teachers', access: ['owner'] },
  removeTeacher: { method: 'DELETE', path: '/api/class/teachers/:teacher', access: ['owner'] },
  classes: { method: 'GET', path: '/api/class/classes', access: INSTRUCTORS },
  create: { method: 'POST', path: '/api/class/classes', access: INSTRUCTORS },
  class: { method: 'GET', path: '/api/class/classes/:class', access: MEMBERS },
  edit: { method: 'PUT', path: '/api/class/classes/:class', access: INSTRUCTORS },
  erase: { method: 'DELETE', path: '/api/class/classes/:class', access: INSTRUCTORS },
  archive: { method: 'POST', path: '/api/class/classes/:class/archive', access: INSTRUCTORS },
  roster: { method: 'POST', path: '/api/class/classes/:class/roster', access: INSTRUCTORS },
  results: { method: 'GET', path: '/api/class/classes/:class/results.json', access: INSTRUCTORS },
  resultsCsv: { method: 'GET', path: '/api/class/classes/:class/results.csv', access: INSTRUCTORS },
  /** A learner's own, or any learner's for instructors. */
  result: {
    method: 'GET',
    path: '/api/class/classes/:class/learners/:learner/result.json',
    access: MEMBERS,
  },
  exportLearner: {
    method: 'GET',
    path: '/api/class/classes/:class/learners/:learner/export.json',
    access: MEMBERS,
  },
  eraseLearner: {
    method: 'DELETE',
    path: '/api/class/classes/:class/learners/:learner',
    access: MEMBERS,
  },
  /** The learner's unit files, while they share them. */
  files: {
    method: 'GET',
    path: '/api/class/classes/:class/learners/:learner/files.json',
    access: INSTRUCTORS,
  },
  live: { method: 'WS', path: '/api/class/classes/:class/live', access: MEMBERS },
  /** The learner's terminal, while they share it. Frames as in src/schemas/protocol.ts. */
  terminal: {
    method: 'WS',
    path: '/api/class/classes/:class/learners/:learner/terminal',
    access: INSTRUCTORS,
  },
  /** The learner's editor, while they share it. Frames as in src/schemas/classroom/editor.ts. */
  editor: {
    method: 'WS',
    path: '/api/class/classes/:class/learners/:learner/editor',
    access: MEMBERS,
  },
} as const satisfies Readonly<Record<string, ClassRoute>>;
