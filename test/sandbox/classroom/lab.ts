import { randomBytes } from 'node:crypto';
import type { Catalogue } from '../../../sandbox/classroom/catalogue.ts';
import { Classroom } from '../../../sandbox/classroom/classroom.ts';
import type { Institution } from '../../../sandbox/classroom/institution/institution.ts';
import { openStore } from '../../../sandbox/store/open.ts';
import type { ClassSpec, ClassView } from '../../../src/schemas/classroom/class.ts';
import type { ClassFrame } from '../../../src/schemas/classroom/live.ts';
import type { Joined } from '../../../src/schemas/classroom/people.ts';
import { ECHO } from '../lesson.ts';
import { Browser, Site } from '../server/site.ts';

const CHECKS = ECHO.exercise.checks.map(({ id, title }) => ({ id, title }));
export const LESSON = 'first-socket/demo-echo';
export const EXERCISE = ECHO.exercise.id;

const CATALOGUE: Catalogue = new Map([
  [LESSON, { lesson: LESSON, title: 'Echo', exercise: EXERCISE, checks: CHECKS }],
  [
    'first-socket/two-files',
    { lesson: 'first-socket/two-files', title: 'Two', exercise: null, checks: [] },
  ],
]);

export const SPEC: ClassSpec = {
  title: 'Sockets on Monday',
  lessons: [{ lesson: LESSON, gate: { open: true }, notes: 'for my eyes only' }],
  warmMachines: 0,
  maxMachines: 30,
  machineMinutes: 60,
  certificate: true,
  retentionDays: 30,
};

/** The real server with labs, over machines and a store in memory. */
export class TestLab {
  readonly site: Site;
  readonly classroom: Classroom;

  private constructor(site: Site, classroom: Classroom) {
    this.site = site;
    this.classroom = classroom;
  }

  static async open(institution?: Institution): Promise<TestLab> {
    const store = await openStore({ file: ':memory:' });
    const newId = () => randomBytes(9).toString('base64url');
    let classroom: Classroom | undefined;
    const site = new Site(
      {},
      {
        labs(site) {
          classroom = new Classroom({
            store,
            catalogue: CATALOGUE,
            clock: site.clock,
            newId,
            random: randomBytes,
            oidc: institution?.name ?? null,
            sessions: () => site.sessions,
            warn: (what, error) => void site.warnings.push([what, error]),
            // The clock stands still unless a test moves it.
            togetherMs: 0,
          });
          return { classroom, newId, institution };
        },
        began: (session) => void classroom?.follow(session),
      },
    );
    if (!classroom) throw new Error('no labs');
    await site.open();
    return new TestLab(site, classroom);
  }

  async close(): Promise<void> {
    await this.site.close();
    await this.classroom.dispose();
  }

  browser(): Browser {
    return new Browser(this.site.url);
  }

  async owner(): Promise<Browser> {
    const token = await this.classroom.people.ownerLink();
    return this.signedIn(token, 'Ola');
  }

  async instructor(owner: Browser, name = 'Ines'): Promise<Browser> {
    const { token } = await answer<{ token: string }>(owner, 'POST', '/api/class/invitations');
    return this.signedIn(token, name);
  }

  async learner(code: string, name: string): Promise<{ browser: Browser; joined: Joined }> {
    const browser = this.browser();
    const joined = await answer<Joined>(browser, 'POST', '/api/class/join', { code, name });
    return { browser, joined };
  }

  async class(of: Browser, spec: ClassSpec = SPEC): Promise<ClassView & { code: string }> {
    return answer(of, 'POST', '/api/class/classes', spec);
  }

  private async signedIn(token: string, name: string): Promise<Browser> {
    const browser = this.browser();
    await answer(browser, 'POST', '/api/class/sign-in', { token, name });
    return browser;
  }
}

/** The body of an answer that has to be a success. */
export async function answer<T>(
  browser: Browser,
  method: string,
  path: string,
  body?: unknown,
): Promise<T> {
  const response = await ask(browser, method, path, body);
  if (!response.ok)
    throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

export function ask(browser: Browser, method: string, path: string, body?: unknown) {
  return browser.request(method, path, body === undefined ? undefined : JSON.stringify(body));
}

/** `404 wrong-code`: status and code of a refusal. */
export async function refusal(response: Response): Promise<string> {
  const body = await response.json();
  return `${response.status} ${body.code ?? ''}`.trim();
}

/** A page that follows a class. */
export class Page {
  readonly frames: ClassFrame[] = [];
  readonly socket: ReturnType<Browser['socket']>;
  private asked = 0;
  private readonly waiting = new Set<() => void>();

  constructor(browser: Browser, classId: string, since?: number) {
    const query = since === undefined ? '' : `?since=${since}`;
    this.socket = browser.socket(`/api/class/classes/${classId}/live${query}`);
    this.socket.on('message', (data) => {
      this.frames.push(JSON.parse(data.toString()));
      for (const look of this.waiting) look();
    });
  }

  /** Sends a request and resolves with its answer. */
  async request(request: object): Promise<Extract<ClassFrame, { t: 'done' | 'error' }>> {
    this.asked += 1;
    const id = this.asked;
    await this.opened();
    this.socket.send(JSON.stringify({ id, ...request }));
    const found = await this.until((frame) => 'id' in frame && frame.id === id);
    return found as Extract<ClassFrame, { t: 'done' | 'error' }>;
  }

  /** The first frame, come or to come, that is as wanted. */
  until(wanted: (frame: ClassFrame) => boolean): Promise<ClassFrame> {
    return new Promise((resolve) => {
      const look = () => {
        const found = this.frames.find(wanted);
        if (!found) return;
        this.waiting.delete(look);
        resolve(found);
      };
      this.waiting.add(look);
      look();
    });
  }

  get lastSeq(): number {
    return Math.max(0, ...this.frames.flatMap((frame) => ('seq' in frame ? [frame.seq] : [])));
  }

  private async opened(): Promise<void> {
    if (this.socket.readyState === this.socket.OPEN) return;
    await new Promise((resolve) => this.socket.once('open', resolve));
  }
}
