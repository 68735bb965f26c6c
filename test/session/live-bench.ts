import { Exercise } from '../../src/schemas/exercise.ts';
import { type LiveEvent, type LiveOptions, LiveSession } from '../../src/session/live.ts';
import { rest, TestClock } from '../grading/clock.ts';
import { states } from '../grading/grade.ts';
import { ScriptedMachine } from '../grading/scripted-machine.ts';

export const SOCKET = 'demo-echo.socket';
export const SOCKET_FILE = '/etc/systemd/system/demo-echo.socket';
export const TEMPLATE_FILE = '/etc/systemd/system/demo-echo@.service';

/** As much of demo-echo as tests of the session need. */
const EXERCISE = Exercise.parse({
  id: 'demo-echo',
  title: 'Demo echo',
  socket: SOCKET,
  files: [{ path: SOCKET_FILE }, { path: TEMPLATE_FILE }],
  checks: [
    { id: 'files', title: 'Files', kind: 'verify', units: [SOCKET] },
    {
      id: 'listening',
      title: 'Listening',
      kind: 'unit',
      unit: SOCKET,
      properties: { SubState: 'listening' },
      needs: ['files'],
    },
    {
      id: 'own',
      title: 'Own',
      kind: 'learner-connections',
      unit: SOCKET,
      needs: ['listening'],
    },
    {
      id: 'echo',
      title: 'Echo',
      kind: 'connect',
      to: { tcp: '127.0.0.1', port: 9091 },
      needs: ['listening'],
    },
    {
      id: 'counted',
      title: 'Counted',
      kind: 'delta',
      around: 'echo',
      unit: SOCKET,
      property: 'NAccepted',
      by: { atLeast: 1 },
      needs: ['echo'],
    },
  ],
});

/** A scripted machine with a socket that starts, counts, and tells of every change. */
export class Bench {
  readonly machine = new ScriptedMachine();
  readonly clock = new TestClock();
  readonly events: LiveEvent[] = [];
  private started = 0;
  private accepted = 0;

  constructor() {
    this.machine.onConnect = (probe) => {
      this.count();
      return { received: probe.send, local: '127.0.0.1:40000' };
    };
  }

  /** The unit file is there. */
  load(): void {
    this.machine.set(SOCKET, {
      LoadState: 'loaded',
      ActiveState: 'inactive',
      SubState: 'dead',
      FragmentPath: SOCKET_FILE,
      Accept: true,
      NAccepted: 0,
      NConnections: 0,
      Listen: [['Stream', '127.0.0.1:9091']],
    });
  }

  start(): void {
    this.started += 1;
    this.machine.set(SOCKET, {
      ActiveState: 'active',
      SubState: 'listening',
      InvocationID: [this.started],
    });
    this.machine.happen({ type: 'unit', unit: SOCKET });
  }

  stop(): void {
    this.machine.set(SOCKET, { ActiveState: 'inactive', SubState: 'dead' });
    this.machine.happen({ type: 'unit', unit: SOCKET });
  }

  /** Somebody connects from there. */
  connect(client = '127.0.0.1:55555'): void {
    this.count(client);
  }

  /** Stopped, and nothing refers to it: PID 1 forgets what it has counted. */
  forget(): void {
    this.stop();
    this.accepted = 0;
    this.machine.set(SOCKET, { NAccepted: 0, InvocationID: [] });
  }

  /** A session on a fresh machine. */
  open(options: Partial<LiveOptions> = {}): Promise<LiveSession> {
    return this.takeUp({ prepare: { start: { files: [] }, saved: [] }, ...options });
  }

  /** A session on a machine that another session has prepared. */
  takeUp(options: Partial<LiveOptions> = {}): Promise<LiveSession> {
    return LiveSession.open({
      machine: this.machine,
      exercise: EXERCISE,
      emit: (event) => this.events.push(event),
      clock: this.clock,
      ...options,
    });
  }

  /** Lets time pass, and what it set off come to rest. */
  async pass(ms: number): Promise<void> {
    await this.clock.pass(ms);
    await rest();
  }

  /** States of the checks as they were told last. */
  get states(): string {
    const told = this.events.filter((event) => event.type === 'checks').at(-1);
    return told?.type === 'checks' ? states(told.results) : '';
  }

  told<T extends LiveEvent['type']>(type: T): Extract<LiveEvent, { type: T }>[] {
    return this.events.filter(
      (event): event is Extract<LiveEvent, { type: T }> => event.type === type,
    );
  }

  calls(name: string): number {
    return this.machine.calls.filter((call) => call.startsWith(name)).length;
  }

  private count(client = '127.0.0.1:40000'): void {
    this.accepted += 1;
    this.machine.set(SOCKET, { NAccepted: this.accepted });
    const instance = `demo-echo@${this.accepted}-127.0.0.1:9091-${client}.service`;
    this.machine.happen({ type: 'unit', unit: instance });
    this.machine.happen({ type: 'unit', unit: SOCKET });
  }
}
