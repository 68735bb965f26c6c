import type { AdviceRule } from './advice.ts';
import { removeAll } from './unit-view.ts';

/** The connection an instance served is gone with it. */
export const instanceRestarts: AdviceRule = {
  id: 'instance-restarts',
  *check(around) {
    const { unit } = around;
    if (unit.type !== 'service' || !unit.isTemplate) return;
    const restart = unit.last('Service', 'Restart');
    if (!restart || restart.value === 'no') return;
    if (around.socketsOf(unit).length === 0) return;
    yield {
      span: restart.span,
      message: 'An instance serves one connection; started again it has none.',
      detail:
        'systemd refuses the restart for want of a connection, and the instance ends up failed. The next client gets an instance of its own.',
      fixes: [removeAll(unit, restart)],
    };
  },
};
