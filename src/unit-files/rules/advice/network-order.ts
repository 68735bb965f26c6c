import { valueSpan } from '../../parser/document.ts';
import type { AdviceRule, Remark, SpanFix } from './advice.ts';
import { isLocal, isWildcard, type Listener, listenersOf } from './listeners.ts';
import { removeSetting, type UnitView } from './unit-view.ts';

/** Sockets come before the services that bring up the network, so waiting for it can close a circle. */
export const socketWaitsForNetwork: AdviceRule = {
  id: 'socket-waits-for-network',
  *check({ unit }) {
    if (unit.type !== 'socket' || unit.isDropIn) return;
    const listeners = listenersOf(unit);
    if (listeners.length === 0 || !listeners.every(needsNoNetwork)) return;
    yield* waits(
      unit,
      'This socket can listen without the network.',
      'Sockets start before the services that bring the network up; waiting for them delays boot or closes a circle that systemd breaks by dropping a unit.',
    );
  },
};

/** A service that only a local client starts comes long after boot. */
export const serviceWaitsForNetwork: AdviceRule = {
  id: 'service-waits-for-network',
  *check(around) {
    const { unit } = around;
    // With [Install] it may also be started at boot, for reasons of its own.
    if (unit.type !== 'service' || unit.header('Install')) return;
    const listeners = around.socketsOf(unit).flatMap((socket) => listenersOf(socket));
    if (listeners.length === 0 || !listeners.every(isLocal)) return;
    yield* waits(
      unit,
      'A service behind a local socket rarely has to wait for the network.',
      'The client that starts it is on this machine. Keep the line only if the service itself connects out.',
      'info',
    );
  },
};

function* waits(
  unit: UnitView,
  message: string,
  detail: string,
  severity: Remark['severity'] = 'warning',
): Iterable<Remark> {
  for (const { word, in: setting, from } of unit.words('Unit', 'After')) {
    if (word !== 'network-online.target') continue;
    yield {
      span: valueSpan(setting, from, from + word.length),
      severity,
      message,
      detail,
      fixes: [removeWord(unit, setting, word)],
    };
  }
}

function removeWord(
  unit: UnitView,
  setting: Parameters<typeof removeSetting>[1],
  word: string,
): SpanFix {
  const rest = setting.value.split(/\s+/).filter((one) => one !== word);
  if (rest.length === 0) return removeSetting(unit, setting);
  return {
    title: `Remove ${word}`,
    edits: [{ span: setting.valueSpan, text: rest.join(' ') }],
  };
}

/** Wildcard and loopback addresses are always there. */
function needsNoNetwork(listener: Listener): boolean {
  return isLocal(listener) || isWildcard(listener);
}
