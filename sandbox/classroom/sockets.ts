/** The classroom's WebSockets: a class as it happens, and a terminal that a learner shares. */
import type { IncomingMessage } from 'node:http';
import type { WebSocket } from 'ws';
import { InstructorRequest, LearnerRequest } from '../../src/schemas/classroom/live.ts';
import type { Access } from '../http/access.ts';
import { Refusal } from '../http/problem.ts';
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

const LIVE = /^\/api\/class\/classes\/([\w-]+)\/live$/;
const TERMINAL = /^\/api\/class\/classes\/([\w-]+)\/learners\/([\w-]+)\/terminal$/;

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
    const live = LIVE.exec(url.pathname);
    const terminal = TERMINAL.exec(url.pathname);
    const [, classId = '', learner = ''] = live ?? terminal ?? [];
    if (!classId) throw new Refusal('unknown-path', 'There is nothing at this address.');
    await mayUse(live ? ROUTES.live : ROUTES.terminal, person, { classId, learner }, classroom);
    if (!person) return;
    if (live) await this.live(socket, person, classId, sinceOf(url.searchParams));
    else await watchTerminal(socket, classroom, classId, learner, person.account?.name ?? '');
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
