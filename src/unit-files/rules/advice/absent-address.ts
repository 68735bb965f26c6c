import type { AdviceRule } from './advice.ts';
import { isLocal, isWildcard, listenersOf } from './listeners.ts';
import { addSetting } from './unit-view.ts';

/** An address of the network may not be there yet when the socket is bound at boot. */
export const absentAddress: AdviceRule = {
  id: 'address-may-be-absent',
  *check({ unit }) {
    if (unit.type !== 'socket' || unit.boolean('Socket', 'FreeBind')) return;
    if (unit.boolean('Socket', 'Transparent') || unit.last('Socket', 'BindToDevice')) return;
    const foreign = listenersOf(unit).filter((one) => !isLocal(one) && !isWildcard(one));
    const fix = unit.isDropIn ? undefined : addSetting(unit, 'Socket', 'FreeBind=yes');
    for (const { setting, host } of foreign) {
      yield {
        span: setting.valueSpan,
        severity: 'info',
        message: `The socket fails at boot if ${host} is not on an interface yet.`,
        detail: 'FreeBind=yes lets it listen before the address is there.',
        fixes: fix ? [fix] : [],
      };
    }
  },
};
