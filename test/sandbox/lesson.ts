import type { SessionLesson } from '../../sandbox/sessions/session.ts';
import { Exercise } from '../../src/schemas/exercise.ts';

export const SOCKET_FILE = '/etc/systemd/system/demo-echo.socket';
export const SERVICE_FILE = '/etc/systemd/system/demo-echo@.service';

export const SOCKET_UNIT =
  '[Socket]\nListenStream=127.0.0.1:9091\nAccept=yes\n\n[Install]\nWantedBy=sockets.target\n';

/** A small exercise, enough to see a session at work. */
export const ECHO: SessionLesson = {
  exercise: Exercise.parse({
    id: 'echo',
    title: 'Echo',
    files: [{ path: SOCKET_FILE }, { path: SERVICE_FILE }],
    checks: [
      {
        id: 'listening',
        kind: 'unit',
        title: 'The socket listens',
        unit: 'demo-echo.socket',
        properties: { SubState: 'listening' },
      },
    ],
  }),
  start: { files: [{ path: SERVICE_FILE, content: '[Service]\nExecStart=/bin/cat\n' }] },
};

/** One that needs what no fake machine enforces. */
export const FENCED: SessionLesson = {
  exercise: Exercise.parse({ ...ECHO.exercise, id: 'fenced', needs: ['bpf-cgroup'] }),
  start: { files: [] },
};
