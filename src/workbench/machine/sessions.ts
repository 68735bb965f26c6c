/** Where the workbench gets its sessions from. */
import { type CreateSession, MachineOffer } from '../../schemas/protocol.ts';
import { pageNetwork, request } from '../../session/network.ts';
import { createSession, listSessions, openSession } from '../../session/remote.ts';
import { type Session, SessionError } from '../../session/session.ts';
import type { ServerPlace } from './places.ts';

export interface Sessions {
  /** Asks for a machine. Throws `SessionError`. */
  create(wanted: CreateSession): Promise<Session>;
  /** The session by its id, or null when it is over or not this browser's. Throws `SessionError`. */
  attach(id: string): Promise<Session | null>;
  /** Calls a machine here that another tab of this browser has, once `create` said `elsewhere`. */
  takeOver?(): Promise<void>;
}

/** Sessions on the sandbox this page came from. */
const sandboxSessions: Sessions = {
  async create(wanted) {
    return openSession(await createSession(wanted));
  },
  async attach(id) {
    const view = (await listSessions()).find((session) => session.id === id);
    return view ? openSession(view) : null;
  },
};

/** Machines of the sandbox this page came from. */
export const sandboxPlace: ServerPlace = {
  sessions: sandboxSessions,
  async look() {
    try {
      const offer = MachineOffer.safeParse(await request(pageNetwork(), 'GET', '/api/machines'));
      if (!offer.success) {
        return 'The server is of another version than this page. Reload the page.';
      }
      return 'message' in offer.data ? `The server says: ${offer.data.message}` : offer.data;
    } catch (error) {
      if (error instanceof SessionError) return error.message;
      throw error;
    }
  },
};
