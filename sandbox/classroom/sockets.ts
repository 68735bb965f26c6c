/** The classroom's WebSockets: a class as it happens, and what a learner shares of their screen. */
import type { IncomingMessage } from 'node:http';
import type { WebSocket } from 'ws';
import { InstructorRequest, LearnerRequest } from '../../src/schemas/classroom/live.ts';
import type { Access } from '../http/access.ts';
import { Refusal } from '../http/problem.ts';
import { badFrame } from '../http/sockets.ts';
import type { Classroom } from './classroom.ts';
import { doForInstructor } from './live/instructor-requests.ts';
import { doForLearner } from './live/learner-requests.ts';
import { serveClass } from './live/socket.ts';
import { watchTerminal } from './live/watch-terminal.ts';
import type { Person } from './people.ts';
import { mayUse } from './right.ts';
import { ROUTES } from './routes.ts';

export interface ClassroomSocketsOptions {
  readonly classroom: Classroom;
  readonly access: Access;
  readonly now: () => number;
  readonly newId: () => string;
  readonly warn: (what: string, error: unknown) => void;
}

const ADDRESS = /^\/api\/class\/classes\/([\w-]+)\/(live|learners\/([\w-]+)\/(terminal|editor))$/;
/** What a page may call itself on a shared editor. */
const PAGE = /^[\w-]{1,24}$/;

export class ClassroomSockets {
  private readonly options: ClassroomSocketsOptions;

  constructor(options: ClassroomSocketsOptions) {
    this.options = options;
  }

  concerns(pathname: string): boolean {
    return pathname.startsWith('/api/class/');
  }

  /** Serves the socket, or throws what refuses it. */
  async serve(socket: WebSocket, request: IncomingMessage, url: URL): Promise<void> {
    // A page asks as soon as it is connected: that waits until somebody listens.
    socket.pause();
    try {
      await this.admit(socket, request, url);
    } finally {
      socket.resume();
    }
  }

  private async admit(socket: WebSocket, request: IncomingMessage, url: URL): Promise<void> {
    const { classroom, access } = this.options;
    const browser = access.recognise(request.headers.cookie)?.owner;
    // Before anything is looked up: a right that ends meanwhile ends this too.
    if (browser !== undefined) classroom.connections.add(browser, socket);
    const person = await classroom.people.who(browser);
    const [, classId = '', tail, learner = '', what] = ADDRESS.exec(url.pathname) ?? [];
    if (!classId) throw new Refusal('unknown-path', 'There is nothing at this address.');
    const route = tail === 'live' ? 'live' : what === 'editor' ? 'editor' : 'terminal';
    await mayUse(ROUTES[route], person, { classId, learner }, classroom);
    if (!person) return;
    if (route === 'live') await this.live(socket, person, classId, sinceOf(url.searchParams));
    else if (route === 'editor') {
      await this.editor(socket, person, { classId, learner }, url.searchParams);
    } else {
      const by = person.account?.name ?? '';
      await watchTerminal(socket, classroom, { classId, learner }, by, this.options.now);
    }
  }

  /** Their own editor for the learner, an onlooker's place for those who teach. */
  private async editor(
    socket: WebSocket,
    { account, learners }: Person,
    { classId, learner }: { readonly classId: string; readonly learner: string },
    query: URLSearchParams,
  ): Promise<void> {
    const { classroom } = this.options;
    const hub = await classroom.hub(classId);
    if (learners.some(({ id }) => id === learner)) {
      classroom.connections.add(learner, socket);
      classroom.editors.serveHost(socket, hub, learner);
      return;
    }
    const page = query.get('page') ?? '';
    if (!account || !PAGE.test(page)) throw badFrame();
    const of = { account: account.id, by: account.name, page };
    await classroom.editors.serveGuest(socket, hub, learner, of);
  }

  private async live(
    socket: WebSocket,
    person: Person,
    classId: string,
    since: number | undefined,
  ): Promise<void> {
    const { classroom, now, newId, warn } = this.options;
    const hub = await classroom.hub(classId);
    const endWatching = classroom.watching.end.bind(classroom.watching);
    if (person.account && (await classroom.classes.teaches(person, classId))) {
      const by = person.account.name;
      const ports = {
        ...{ hub, by, now, newId, endWatching },
        gate: (lesson: string, open: boolean) => classroom.classes.gate(classId, lesson, open),
        machine: classroom.machines.do.bind(classroom.machines),
      };
      serveClass(socket, {
        ...{ hub, since, warn, onlooker: 'instructor' },
        requests: InstructorRequest,
        perform: (request) => doForInstructor(request, ports),
        closed: () => {},
      });
      return;
    }
    const learner = person.learners.find(({ class: of }) => of === classId)?.id ?? '';
    hub.row(learner);
    classroom.connections.add(learner, socket);
    const presence = () => {
      const online = hub.isHere(learner);
      hub
        .change(learner, (row) => ({ ...row, online }))
        .catch((error: unknown) => warn('presence was not written down', error));
    };
    serveClass(socket, {
      ...{ hub, since, warn, onlooker: { learner } },
      requests: LearnerRequest,
      perform: (request) => doForLearner(request, { hub, learner, now, newId, endWatching }),
      closed: presence,
    });
    presence();
  }
}

function sinceOf(query: URLSearchParams): number | undefined {
  const since = Number(query.get('since') ?? Number.NaN);
  return Number.isSafeInteger(since) && since >= 0 ? since : undefined;
}
