import type { MachineOffer } from '../../../src/schemas/protocol.ts';
import type { Sessions } from '../../sessions/sessions.ts';
import { answerTo } from '../problem.ts';
import type { Routes } from '../route.ts';

/** Says whether machines can be started, and on what. */
export function healthRoutes(sessions: Sessions): Routes {
  return {
    // For whoever watches this server: its status tells.
    '/api/health': {
      GET: async () => {
        const { name, systemd, description, features } = await sessions.health();
        const body = { status: 'ok', engine: name, systemd, description, features };
        return { status: 200, body };
      },
    },
    // For pages: that this host has no machines is an answer, since those in the tab do without it.
    '/api/machines': {
      GET: async () => ({ status: 200, body: await offer(sessions) }),
    },
  };
}

async function offer(sessions: Sessions): Promise<MachineOffer> {
  try {
    const { features } = await sessions.health();
    return { features: [...features] };
  } catch (error) {
    const { problem, unexpected } = answerTo(error);
    if (unexpected) throw error;
    return problem;
  }
}
