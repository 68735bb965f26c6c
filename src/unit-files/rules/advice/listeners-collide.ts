import type { AdviceRule, Remark } from './advice.ts';
import { isWildcard, type Listener, listenersOf } from './listeners.ts';
import { addSetting, removeSetting, type UnitView } from './unit-view.ts';

/** Each is compared with those before it. */
const MOST = 100;

/** Two listeners that cannot both have the port: the socket fails with "Address already in use". */
export const listenersCollide: AdviceRule = {
  id: 'listeners-collide',
  *check({ unit }) {
    if (unit.type !== 'socket' || unit.boolean('Socket', 'ReusePort')) return;
    const seen: Listener[] = [];
    for (const listener of listenersOf(unit).slice(0, MOST)) {
      const twin = seen.find((one) => isSame(one, listener));
      const rival = seen.find((one) => takesBoth(one, listener) || takesBoth(listener, one));
      if (twin) yield repeated(unit, listener);
      else if (rival && !isSplit(unit)) yield clash(unit, listener, rival);
      seen.push(listener);
    }
  },
};

function repeated(unit: UnitView, { setting }: Listener): Remark {
  return {
    span: setting.span,
    message: `${setting.key}=${setting.value} stands here twice.`,
    detail: 'The second listener finds its address in use and the socket fails.',
    fixes: [removeSetting(unit, setting)],
  };
}

function clash(unit: UnitView, { setting, port }: Listener, rival: Listener): Remark {
  const split = addSetting(unit, 'Socket', 'BindIPv6Only=ipv6-only');
  return {
    span: setting.span,
    message: `${setting.value} and ${rival.setting.value} both want port ${port} for IPv4.`,
    detail:
      'The IPv6 listener takes IPv4 clients as well, so the other finds its address in use and the socket fails. BindIPv6Only=ipv6-only keeps them apart.',
    fixes: split ? [split] : [],
  };
}

function isSame(a: Listener, b: Listener): boolean {
  return a.setting.key === b.setting.key && a.setting.value === b.setting.value;
}

/** An IPv6 wildcard beside an IPv4 address of the same port and kind. */
function takesBoth(six: Listener, four: Listener): boolean {
  return (
    isWildcard(six) &&
    !six.host.includes('.') &&
    four.kind === 'ip' &&
    four.host.includes('.') &&
    six.port === four.port &&
    six.setting.key === four.setting.key
  );
}

function isSplit(unit: UnitView): boolean {
  return unit.value('Socket', 'BindIPv6Only') === 'ipv6-only';
}
