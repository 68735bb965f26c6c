import type { AdviceRule } from './advice.ts';
import { removeAll } from './unit-view.ts';

/** systemd.socket(5): limits on instances, where there are none. */
export const limitWithoutInstances: AdviceRule = {
  id: 'limit-without-instances',
  *check({ unit }) {
    if (unit.type !== 'socket' || unit.isDropIn || unit.boolean('Socket', 'Accept')) return;
    for (const key of ['MaxConnections', 'MaxConnectionsPerSource']) {
      const limit = unit.last('Socket', key);
      if (!limit) continue;
      yield {
        span: limit.span,
        message: `${key}= has no effect without Accept=yes.`,
        detail:
          'One service accepts all connections here, and systemd does not count them: NAccepted and NConnections stay 0. Limit them in the service.',
        fixes: [removeAll(unit, limit)],
      };
    }
  },
};

/** systemd.socket(5): FlushPending= only looks at sockets systemd does not accept from. */
export const flushWithAccept: AdviceRule = {
  id: 'flush-with-accept',
  *check({ unit }) {
    if (unit.type !== 'socket' || !unit.boolean('Socket', 'Accept')) return;
    const flush = unit.last('Socket', 'FlushPending');
    if (!flush || !unit.boolean('Socket', 'FlushPending')) return;
    yield {
      span: flush.span,
      message: 'FlushPending= has no effect with Accept=yes.',
      detail: 'Each connection is accepted at once, so nothing waits in the socket.',
      fixes: [removeAll(unit, flush)],
    };
  },
};
