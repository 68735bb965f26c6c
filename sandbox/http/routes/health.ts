import type { Sessions } from '../../sessions/sessions.ts';
import type { Routes } from '../route.ts';

/** Says whether machines can be started, and on what. */
export function healthRoutes(sessions: Sessions): Routes {
  return {
    '/api/health': {
      GET: async () => {
        const { name, systemd, description, features } = await sessions.health();
        const body = { status: 'ok', engine: name, systemd, description, features };
        return { status: 200, body };
      },
    },
  };
}
