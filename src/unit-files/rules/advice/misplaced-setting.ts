import type { Assignment } from '../../parser/document.ts';
import type { AdviceRule, SpanFix } from './advice.ts';
import { removeLines, type UnitView } from './unit-view.ts';

/** What learners mean for the service, or for the socket’s file. */
const FOR_THE_SERVICE = new Set([
  'StandardInput',
  'StandardOutput',
  'StandardError',
  'WorkingDirectory',
  'Environment',
  'EnvironmentFile',
  'DynamicUser',
  'SyslogIdentifier',
]);
const FOR_THE_FILE: Readonly<Record<string, string>> = { User: 'SocketUser', Group: 'SocketGroup' };
const COMMANDS = ['ExecStartPre', 'ExecStartPost', 'ExecStopPre', 'ExecStopPost'];

/** In [Socket] these hold for the socket’s own commands; without any they do nothing. */
export const misplacedSetting: AdviceRule = {
  id: 'setting-for-no-command',
  *check({ unit }) {
    if (unit.type !== 'socket' || unit.isDropIn) return;
    if (COMMANDS.some((key) => unit.last('Socket', key))) return;
    for (const setting of unit.all('Socket')) {
      const { key } = setting;
      const meant = FOR_THE_FILE[key];
      if (!meant && !FOR_THE_SERVICE.has(key)) continue;
      yield {
        span: setting.span,
        message: `${key}= in [Socket] does not reach the service.`,
        detail: meant
          ? `It is for commands such as ExecStartPre=, and there are none. The owner of the socket file is ${meant}=; who the service runs as is said in the service.`
          : 'It is for commands such as ExecStartPre=, and there are none. Put it into [Service] of the service.',
        fixes: [meant ? rename(setting, meant) : remove(unit, setting)],
      };
    }
  },
};

function rename(setting: Assignment, key: string): SpanFix {
  return { title: `Change to ${key}=`, edits: [{ span: setting.keySpan, text: key }] };
}

function remove(unit: UnitView, setting: Assignment): SpanFix {
  return {
    title: `Remove ${setting.key}= here`,
    edits: [removeLines(unit.document.text, setting.span)],
  };
}
