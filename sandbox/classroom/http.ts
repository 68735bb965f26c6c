/** The classroom's routes: who asks is settled here, once, by the table in routes.ts. */
import type { IncomingMessage } from 'node:http';
import { z } from 'zod/mini';
import { ClassSpec, EditClass } from '../../src/schemas/classroom/class.ts';
import { JoinClass, ReturnToClass, SignIn } from '../../src/schemas/classroom/people.ts';
import { type Access, isSecure } from '../http/access.ts';
import { readJson } from '../http/body.ts';
import { checkOrigin, type OriginRule } from '../http/origin.ts';
import { Refusal } from '../http/problem.ts';
import type { Call, Method, Reply, Routes } from '../http/route.ts';
import type { Parser } from '../http/sockets.ts';
import type { Account, StoredLogin } from '../store/store.ts';
import { forLearners } from './catalogue.ts';
import type { Classroom } from './classroom.ts';
import { unknownClass } from './error.ts';
import type { Institution } from './institution/institution.ts';
import { sharedFiles } from './live/files.ts';
import type { Person } from './people.ts';
import { PRIVACY } from './privacy.ts';
import { resultOf, resultsCsv, resultsOf } from './results.ts';
import { mayUse } from './right.ts';
import { type ClassRoute, ROUTES } from './routes.ts';

const MAX_BODY_BYTES = 256 * 1024;

export interface ClassroomRoutesOptions {
  readonly classroom: Classroom;
  readonly access: Access;
  readonly origins: OriginRule;
  readonly institution: Institution | undefined;
  readonly now: () => number;
}

type HttpRoute = {
  [K in keyof typeof ROUTES]: (typeof ROUTES)[K]['method'] extends 'WS' ? never : K;
}[keyof typeof ROUTES];

/** What a handler knows of whoever asks. Past `mayUse`, `account` is there where the table says so. */
interface Asked {
  readonly call: Call;
  readonly browser: string;
  readonly setCookie: string | undefined;
  readonly person: Person | undefined;
  readonly classId: string;
  readonly learner: string;
}

type Handler = (asked: Asked) => Promise<Omit<Reply, 'setCookie'>>;

const ok = (body: unknown = {}): Reply => ({ status: 200, body });

export function classroomRoutes(options: ClassroomRoutesOptions): Routes {
  const { classroom, access, origins, institution, now } = options;
  const { people, classes } = classroom;

  const handlers: Readonly<Record<HttpRoute, Handler>> = {
    me: async ({ person }) => ok(await people.me(person)),
    privacy: async () => ok(PRIVACY),
    join: async ({ call, browser }) => {
      const { code, name } = await body(call, JoinClass);
      return { status: 201, body: await people.join(browser, code, name, call.address) };
    },
    return: async ({ call, browser }) => {
      const { returnCode } = await body(call, ReturnToClass);
      const learner = await people.comeBack(browser, returnCode, call.address);
      return ok({ class: learner.class, learner: learner.id, name: learner.name });
    },
    signIn: async ({ call, browser }) => {
      const { token, name } = await body(call, SignIn);
      await people.signIn(browser, token, name, call.address);
      return ok(await people.me(await people.who(browser)));
    },
    oidcStart: async ({ call, browser }) => {
      const { origin = '' } = call.request.headers;
      const url = await configured(institution).begin(browser, `${origin}/class/sign-in/`);
      return ok({ url });
    },
    oidcDone: async ({ call, browser }) => {
      const { query } = await body(call, z.object({ query: z.string().check(z.maxLength(4000)) }));
      const vouched = await configured(institution).finish(browser, new URLSearchParams(query));
      await people.signInAs(browser, vouched);
      return ok(await people.me(await people.who(browser)));
    },
    signOut: async ({ person, browser }) => {
      const login = person?.account && (await classroom.store.accounts.login(browser));
      if (login) await classroom.store.accounts.signOut(login.account, login.id);
      for (const { class: of } of person?.learners ?? []) {
        await classroom.store.learners.unbind(browser, of);
      }
      classroom.connections.end(browser);
      return ok();
    },
    logins: async ({ person, browser }) => ok(await people.logins(account(person).id, browser)),
    revokeLogins: async ({ person }) => {
      const { id } = account(person);
      const logins = await classroom.store.accounts.logins(id);
      await classroom.store.accounts.signOut(id);
      endBrowsers(logins);
      return ok();
    },
    deviceLink: async ({ person }) => ok(await people.deviceLink(account(person).id)),
    invite: async () => ok(await people.invite()),
    teachers: async () => ok(await people.teachers()),
    removeTeacher: async ({ call }) => {
      endBrowsers(await people.remove(call.params.teacher ?? ''));
      return ok();
    },
    classes: async ({ person }) => ok(await classes.list(account(person))),
    create: async ({ call, person }) => ({
      status: 201,
      body: await classes.create(account(person), await body(call, ClassSpec)),
    }),
    class: async ({ classId, person }) => {
      const view = await classes.view(classId);
      return ok(person && (await classes.teaches(person, classId)) ? view : forLearners(view));
    },
    edit: async ({ call, classId }) => {
      const { version, spec } = await body(call, EditClass);
      return ok(await classes.edit(classId, version, spec));
    },
    archive: async ({ classId }) => ok(await classes.archive(classId)),
    erase: async ({ classId }) => ok(await classes.erase(classId)),
    roster: async ({ call, classId }) => {
      const { csv } = await body(call, z.object({ csv: z.string() }));
      return ok(await classes.enrolRoster(classId, csv));
    },
    results: async ({ classId }) => {
      const hub = await classroom.hub(classId);
      return ok(resultsOf(hub.rows, hub.view, now()));
    },
    resultsCsv: async ({ classId }) => {
      const hub = await classroom.hub(classId);
      return download('results.csv', 'text/csv', resultsCsv(resultsOf(hub.rows, hub.view, now())));
    },
    result: async ({ classId, learner }) => {
      const hub = await classroom.hub(classId);
      return ok(resultOf(hub.row(learner), hub.view));
    },
    exportLearner: async ({ classId, learner, person }) => {
      const data = await classroom.exportLearner(classId, learner);
      const hub = await classroom.hub(classId);
      if (person?.account) {
        await hub.log(learner, { by: person.account.name, what: 'data', did: 'exported' });
      }
      return download('learner.json', 'application/json', JSON.stringify(data, null, 2));
    },
    eraseLearner: async ({ classId, learner }) => {
      await classroom.eraseLearner(classId, learner);
      return ok();
    },
    files: async ({ classId, learner, person }) =>
      ok(await sharedFiles(classroom, classId, learner, account(person).name, now())),
  };

  function endBrowsers(logins: readonly StoredLogin[]): void {
    for (const { browser } of logins) classroom.connections.end(browser);
  }

  const serve =
    (route: ClassRoute, handle: Handler) =>
    async (call: Call): Promise<Reply> => {
      const { request, params } = call;
      const visitor = visitorOf(request, route);
      const person = await people.who(visitor.owner);
      const { class: classId = '', learner = '' } = params;
      await mayUse(route, person, { classId, learner }, classroom);
      const asked = { call, person, classId, learner, browser: visitor.owner ?? '' };
      const reply = await handle({ ...asked, setCookie: visitor.setCookie });
      return { ...reply, setCookie: visitor.setCookie };
    };

  /** What changes something needs our own page; what begins something gives the browser a cookie. */
  function visitorOf(request: IncomingMessage, { method }: ClassRoute) {
    const { cookie } = request.headers;
    if (method === 'GET') return { owner: access.recognise(cookie)?.owner, setCookie: undefined };
    checkOrigin(request, origins);
    return access.welcome(cookie, isSecure(request));
  }

  const table: Record<string, Partial<Record<Method, (call: Call) => Promise<Reply>>>> = {};
  for (const [name, handle] of Object.entries(handlers)) {
    const route = ROUTES[name as HttpRoute];
    table[route.path] = { ...table[route.path], [route.method]: serve(route, handle) };
  }
  return table;
}

async function body<T>({ request }: Call, schema: Parser<T>): Promise<T> {
  const parsed = schema.safeParse(await readJson(request, MAX_BODY_BYTES));
  if (parsed.success && parsed.data !== undefined) return parsed.data;
  throw new Refusal(
    'bad-request',
    'The lab could not read what was sent. Check the fields; if they are right, reload the page.',
  );
}

/** `mayUse` has let only accounts through where this is asked. */
function account(person: Person | undefined): Account {
  if (person?.account) return person.account;
  throw unknownClass();
}

function configured(institution: Institution | undefined): Institution {
  if (institution) return institution;
  throw new Refusal('unknown-path', 'This lab has no institution to sign in with. Use a link.');
}

function download(name: string, type: string, bytes: string): Reply {
  return {
    status: 200,
    content: { type: `${type}; charset=utf-8`, bytes },
    headers: { 'Content-Disposition': `attachment; filename="${name}"` },
  };
}
