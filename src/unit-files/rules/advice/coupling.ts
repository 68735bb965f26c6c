import { valueSpan } from '../../parser/document.ts';
import type { AdviceRule, Remark } from './advice.ts';
import { removeSetting, type UnitView } from './unit-view.ts';

/** A socket that pulls its service in starts it at once, not on the first connection. */
export const socketStartsService: AdviceRule = {
  id: 'socket-starts-service',
  *check(around) {
    const { unit } = around;
    if (unit.type !== 'socket') return;
    yield* naming(unit, ownService(unit), ['Requires', 'Wants', 'BindsTo', 'Upholds'], {
      message: 'This starts the service together with the socket, not with the first connection.',
      detail: 'The socket knows its service without it.',
      severity: 'warning',
    });
  },
};

/** PartOf= takes the listener down with every stop and restart of the service. */
export const socketStopsWithService: AdviceRule = {
  id: 'socket-stops-with-service',
  *check({ unit }) {
    if (unit.type !== 'socket') return;
    yield* naming(unit, ownService(unit), ['PartOf'], {
      message: 'Stopping or restarting the service now closes the listener as well.',
      detail: 'Clients are refused meanwhile. Without it the socket stays open and they wait.',
      severity: 'info',
    });
  },
};

function* naming(
  unit: UnitView,
  service: string,
  keys: readonly string[],
  remark: Omit<Remark, 'span' | 'fixes'>,
): Iterable<Remark> {
  for (const key of keys) {
    for (const { word, in: setting, from } of unit.words('Unit', key)) {
      if (word !== service) continue;
      yield {
        ...remark,
        span: valueSpan(setting, from, from + word.length),
        fixes: setting.value === word ? [removeSetting(unit, setting)] : [],
      };
    }
  }
}

function ownService(socket: UnitView): string {
  return socket.value('Socket', 'Service') ?? socket.name.replace(/\.socket$/, '.service');
}
