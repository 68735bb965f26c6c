import type { AdviceRule } from './advice.ts';
import { setValue, type UnitView } from './unit-view.ts';

/** Without [Install], `systemctl enable` has nothing to do and the socket is gone after a reboot. */
export const socketWithoutInstall: AdviceRule = {
  id: 'socket-without-install',
  *check({ unit, companions }) {
    const header = unit.header('Socket');
    if (unit.type !== 'socket' || unit.isDropIn || unit.isTemplate || !header) return;
    if (unit.header('Install') || unit.boolean('Unit', 'DefaultDependencies') === false) return;
    if (companions.some((other) => mentions(other, unit.name))) return;
    const { text } = unit.document;
    const end = { start: text.length, end: text.length };
    const gap = text.endsWith('\n') ? '\n' : '\n\n';
    yield {
      span: header.span,
      severity: 'info',
      message: 'This socket has no [Install] section, so it cannot be enabled.',
      detail: 'It listens until the next reboot and no longer, unless another unit pulls it in.',
      fixes: [
        {
          title: 'Add [Install] with WantedBy=sockets.target',
          edits: [{ span: end, text: `${gap}[Install]\nWantedBy=sockets.target\n` }],
        },
      ],
    };
  },
};

/** sockets.target is reached before services start, so that no client comes too early. */
export const socketForLateTarget: AdviceRule = {
  id: 'socket-in-late-target',
  *check({ unit }) {
    if (unit.type !== 'socket') return;
    const setting = unit.last('Install', 'WantedBy');
    if (!setting || !/^(?:multi-user|graphical)\.target$/.test(setting.value)) return;
    yield {
      span: setting.span,
      severity: 'info',
      message: `Sockets are usually wanted by sockets.target, not by ${setting.value}.`,
      detail: 'There they listen before any service starts, so no client comes too early.',
      fixes: [setValue(setting, 'sockets.target')],
    };
  },
};

function mentions(other: UnitView, socket: string): boolean {
  return other.document.items.some(
    (item) => item.kind === 'assignment' && item.value.split(/\s+/).includes(socket),
  );
}
