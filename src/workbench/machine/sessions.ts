/** Where the workbench gets its sessions from. Tests and the emulator bring their own. */
import type { CreateSession } from '../../schemas/protocol.ts';
import { createSession, listSessions, openSession } from '../../session/remote.ts';
import type { Session } from '../../session/session.ts';

export interface Sessions {
  /** Asks for a machine. Throws `SessionError`. */
  create(wanted: CreateSession): Promise<Session>;
  /** The session by its id, or null when it is over or not this browser's. Throws `SessionError`. */
  attach(id: string): Promise<Session | null>;
}

/** Sessions on the sandbox this page came from. */
export const sandboxSessions: Sessions = {
  async create(wanted) {
    return openSession(await createSession(wanted));
  },
  async attach(id) {
    const view = (await listSessions()).find((session) => session.id === id);
    return view ? openSession(view) : null;
  },
};
