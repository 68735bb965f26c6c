import type { AdviceRule } from './advice.ts';
import { listenersOf } from './listeners.ts';
import { removeAll } from './unit-view.ts';

const KEYS = ['SocketMode', 'SocketUser', 'SocketGroup', 'DirectoryMode', 'RemoveOnStop'];
const FILES = new Set(['ListenFIFO', 'ListenSpecial', 'ListenMessageQueue', 'ListenUSBFunction']);

/** Modes and owners belong to files; a port has none. */
export const fileSettingWithoutFile: AdviceRule = {
  id: 'file-setting-without-file',
  *check({ unit }) {
    if (unit.type !== 'socket' || unit.isDropIn) return;
    const listeners = listenersOf(unit);
    const onFile = listeners.some(({ kind, setting }) => kind === 'path' || FILES.has(setting.key));
    if (listeners.length === 0 || onFile || listeners.some(({ kind }) => kind === 'other')) return;
    for (const key of KEYS) {
      const setting = unit.last('Socket', key);
      if (!setting) continue;
      yield {
        span: setting.span,
        severity: 'info',
        message: `${key}= has no effect: this socket has no file.`,
        detail: 'Owners and modes hold for paths. Who may use a port is not decided here.',
        fixes: [removeAll(unit, setting)],
      };
    }
  },
};
