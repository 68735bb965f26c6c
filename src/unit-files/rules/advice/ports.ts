import type { AdviceRule } from './advice.ts';
import { isWildcard, type Listener, listenersOf } from './listeners.ts';
import type { UnitView } from './unit-view.ts';

const PRIVILEGED = 1024;

export const privilegedPort: AdviceRule = {
  id: 'privileged-port',
  *check({ unit }) {
    if (unit.type !== 'socket') return;
    for (const { kind, port, setting } of listenersOf(unit)) {
      if (kind !== 'ip' || port >= PRIVILEGED || port === 0) continue;
      yield {
        span: setting.valueSpan,
        severity: 'info',
        message: `Port ${port} is below ${PRIVILEGED}: only root may bind it.`,
        detail:
          'Here systemd does, so the service needs neither root nor CAP_NET_BIND_SERVICE. A user’s own systemd cannot, and another program may already have the port.',
      };
    }
  },
};

export const openToAll: AdviceRule = {
  id: 'open-to-all',
  *check({ unit }) {
    if (unit.type !== 'socket' || isFenced(unit)) return;
    for (const listener of listenersOf(unit)) {
      const { port, setting } = listener;
      if (!isWildcard(listener) || port < PRIVILEGED) continue;
      const local = localAddress(listener);
      yield {
        span: setting.valueSpan,
        severity: 'info',
        message: `This listens on every address: whoever reaches the machine reaches port ${port}.`,
        detail: 'Name 127.0.0.1 until protocol, firewall and authentication are ready.',
        fixes: [
          {
            title: `Listen on ${local} only`,
            edits: [{ span: setting.valueSpan, text: local }],
          },
        ],
      };
    }
  },
};

function localAddress({ host, port }: Listener): string {
  return host.includes(':') ? `[::1]:${port}` : `127.0.0.1:${port}`;
}

/** Someone thought about who may connect. */
function isFenced(socket: UnitView): boolean {
  return ['BindToDevice', 'IPAddressDeny', 'PrivateNetwork', 'NetworkNamespacePath'].some((key) =>
    socket.last('Socket', key),
  );
}
