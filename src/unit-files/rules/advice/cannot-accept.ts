import { valueSpan } from '../../parser/document.ts';
import type { AdviceRule } from './advice.ts';
import { commandsOf, isFilter, programName } from './command.ts';
import { listenersOf } from './listeners.ts';

/** With Accept=no standard input is the listening socket: someone has to accept from it first. */
export const cannotAccept: AdviceRule = {
  id: 'program-cannot-accept',
  *check(around) {
    const { unit } = around;
    if (unit.type !== 'service' || unit.isTemplate) return;
    const start = unit.last('Service', 'ExecStart');
    if (!start || unit.value('Service', 'StandardInput') !== 'socket') return;
    const [command] = commandsOf(start.value);
    const [program] = command?.words ?? [];
    const socket = around
      .socketsOf(unit)
      .find((one) => listenersOf(one).some(({ connects }) => connects));
    if (!command || !program || !socket || !isFilter(command)) return;
    yield {
      span: valueSpan(start, program.from, program.to),
      message: `${programName(command)} cannot accept connections, and with Accept=no nobody else does.`,
      detail: `Its standard input is the listening socket itself. Set Accept=yes in ${socket.name} and name this file ${unit.name.replace(/\.service$/, '@.service')}.`,
    };
  },
};
