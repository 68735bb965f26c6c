import type { AdviceRule } from './advice.ts';
import { listenersOf } from './listeners.ts';
import { removeSetting, type UnitView } from './unit-view.ts';

/** StandardInput=socket takes exactly one socket; with more the service fails to start. */
export const severalListeners: AdviceRule = {
  id: 'several-listeners-for-stdin',
  *check(around) {
    const { unit } = around;
    const detail =
      'Standard input can be one socket only, so the service fails with "Got more than one socket". Keep one listener, use Accept=yes, or let the program take its descriptors by LISTEN_FDS.';
    if (unit.type === 'socket' && !unit.boolean('Socket', 'Accept')) {
      const service = around.serviceOf(unit);
      if (!service || !readsSocket(service)) return;
      for (const { setting } of listenersOf(unit).slice(1)) {
        yield {
          span: setting.span,
          message: `${service.name} can take one listener, this is one more.`,
          detail,
          fixes: [removeSetting(unit, setting)],
        };
      }
    } else if (unit.type === 'service' && readsSocket(unit)) {
      const sockets = around
        .socketsOf(unit)
        .filter((socket) => !socket.boolean('Socket', 'Accept'));
      const count = sockets.reduce((sum, socket) => sum + listenersOf(socket).length, 0);
      const input = unit.last('Service', 'StandardInput');
      if (count < 2 || !input) return;
      yield {
        span: input.span,
        message: `StandardInput=socket takes one listener, ${sockets.map(({ name }) => name).join(' and ')} has ${count}.`,
        detail,
      };
    }
  },
};

function readsSocket(service: UnitView): boolean {
  return service.value('Service', 'StandardInput') === 'socket';
}
