import { directivesOf } from '../../directives/directives.ts';
import type { Assignment } from '../../parser/document.ts';
import type { AdviceRule } from './advice.ts';
import { parseBoolean, removeSetting } from './unit-view.ts';

/** Value types of which only the last assignment counts. */
const SINGLE = new Set([
  'bool',
  'sec',
  'sec_fix_0',
  'service_timeout',
  'mode',
  'unsigned',
  'service_type',
  'service_restart',
  'exec_input',
  'exec_output',
  'kill_mode',
  'socket_bind',
  'iec_size',
  'user_group_compat',
  'notify_access',
  'protect_system',
  'protect_home',
  'unit_slice',
]);

/** The line somebody edits and nobody reads. */
export const overriddenSetting: AdviceRule = {
  id: 'overridden-setting',
  *check(around, version) {
    const directives = directivesOf(version);
    const later = new Map<string, Assignment>();
    for (const setting of around.unit.document.items.toReversed()) {
      if (setting.kind !== 'assignment' || !setting.section || setting.value === '') continue;
      const directive = directives.find(setting.section, setting.key);
      if (!directive || !SINGLE.has(directive.type) || around.isFlagged(setting.span)) continue;
      if (directive.type === 'bool' && parseBoolean(setting.value) === undefined) continue;
      const id = `${setting.section}.${setting.key}`;
      const winner = later.get(id);
      if (!winner) {
        later.set(id, setting);
        continue;
      }
      yield {
        span: setting.span,
        severity: 'info',
        message: `A later line sets ${setting.key}= again; this one has no effect.`,
        detail: `${winner.key}=${winner.value} counts.`,
        fixes: [removeSetting(around.unit, setting)],
      };
    }
  },
};
