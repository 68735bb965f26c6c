import type { WebSocket } from 'ws';
import type { TerminalHost, Watcher } from '../../../src/session/terminal/host.ts';
import { onFrames, send } from '../../http/sockets.ts';
import type { Classroom } from '../classroom.ts';
import { ClassroomError } from '../error.ts';
import { consentTo, tellWatching } from './consent.ts';

const RATE = { burst: 2_000, perSecond: 1_000 };
/** Beyond this a slow screen is let fall behind; it gets the recent output once it has caught up. */
const BEHIND_BYTES = 256 * 1024;

/** Shows a learner's terminal to an instructor, and takes their keys where both agreed to that. */
export async function watchTerminal(
  socket: WebSocket,
  classroom: Classroom,
  { classId, learner }: { readonly classId: string; readonly learner: string },
  by: string,
  now: () => number,
): Promise<void> {
  const hub = await classroom.hub(classId);
  consentTo(hub, learner, 'terminal', now());
  const session = classroom.machines.sessionOf(learner);
  const host = await session?.watchedTerminal();
  if (!host) {
    throw new ClassroomError('no-machine', 'The learner has no terminal open right now.');
  }
  // The learner may have thought better of it meanwhile.
  consentTo(hub, learner, 'terminal', now());
  const stop = host.watch(watcherOn(socket, host));
  const end = () => socket.close(1000, 'The learner no longer shares this terminal.');
  const ended = classroom.watching.begin(learner, 'terminal', end);
  let typed = false;
  onFrames(socket, RATE, {
    text: () => {},
    async binary(data) {
      if (consentTo(hub, learner, 'terminal', now()).mode !== 'together') return;
      if (!typed) {
        typed = true;
        await hub.log(learner, { by, what: 'terminal', did: 'typed' });
      }
      await host.write(data);
    },
    closed() {
      stop();
      ended();
      if (!classroom.watching.isWatched(learner, 'terminal')) {
        void tellWatching(hub, learner, 'terminal', false);
      }
    },
  });
  await tellWatching(hub, learner, 'terminal', true);
  await hub.log(learner, { by, what: 'terminal', did: 'looked' });
}

function watcherOn(socket: WebSocket, host: TerminalHost): Watcher {
  const watcher: Watcher = {
    ready: () => socket.bufferedAmount < BEHIND_BYTES,
    attached: (replay) => send(socket, { t: 'attached', replay }),
    output: (data) => {
      if (socket.readyState !== socket.OPEN) return;
      // A terminal that has fallen silent would not show what was missed by itself.
      socket.send(data, () => host.catchUp(watcher));
    },
    ended(reason) {
      send(socket, { t: 'exit', reason });
      socket.close(1000);
    },
  };
  return watcher;
}
