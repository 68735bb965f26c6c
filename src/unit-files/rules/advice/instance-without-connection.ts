import type { AdviceRule, Remark } from './advice.ts';
import { listenersOf } from './listeners.ts';
import { addSetting, setValue, type UnitView } from './unit-view.ts';

/** With Accept=yes the connection reaches an inetd-style program only as its standard input. */
export const instanceWithoutConnection: AdviceRule = {
  id: 'instance-without-connection',
  *check(around) {
    const { unit } = around;
    if (unit.type === 'socket') yield* inSocket(unit, around.serviceOf(unit));
    if (unit.type === 'service' && unit.isTemplate) yield* inTemplate(unit, around.socketsOf(unit));
  },
};

function* inSocket(socket: UnitView, template: UnitView | undefined): Iterable<Remark> {
  const accept = socket.last('Socket', 'Accept');
  if (!accept || !template?.isTemplate || !isDeaf(template)) return;
  yield {
    span: accept.span,
    message: `${template.name} does not get the connection as its standard input.`,
    detail: `Add StandardInput=socket to its [Service] section, unless the program takes the connection as descriptor 3 itself.`,
  };
}

function* inTemplate(template: UnitView, sockets: readonly UnitView[]): Iterable<Remark> {
  const connects = sockets.some((socket) => listenersOf(socket).some((one) => one.connects));
  const start = template.last('Service', 'ExecStart');
  if (!connects || !start || !isDeaf(template)) return;
  const input = template.last('Service', 'StandardInput');
  const fix = input
    ? setValue(input, 'socket')
    : addSetting(template, 'Service', 'StandardInput=socket');
  yield {
    span: (input ?? start).span,
    message: 'The program does not get the connection as its standard input.',
    detail:
      'Add StandardInput=socket, unless the program takes the connection as descriptor 3 itself.',
    fixes: fix ? [fix] : [],
  };
}

/** Neither reads the connection nor looks like a program that takes descriptors. */
function isDeaf(template: UnitView): boolean {
  const input = template.value('Service', 'StandardInput');
  const output = template.value('Service', 'StandardOutput');
  return input !== 'socket' && !input?.startsWith('fd:') && output !== 'socket';
}
