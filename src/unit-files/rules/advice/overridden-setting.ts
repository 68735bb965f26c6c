import { directivesOf } from '../../directives/directives.ts';
import { VALUE_TYPES } from '../../documentation/value-types.ts';
import type { Assignment } from '../../parser/document.ts';
import type { AdviceRule } from './advice.ts';
import { parseBoolean, removeSetting } from './unit-view.ts';

/** The line somebody edits and nobody reads. */
export const overriddenSetting: AdviceRule = {
  id: 'overridden-setting',
  *check(around, version) {
    const directives = directivesOf(version);
    const later = new Map<string, Assignment>();
    for (const setting of around.unit.document.items.toReversed()) {
      if (setting.kind !== 'assignment' || !setting.section || setting.value === '') continue;
      const directive = directives.find(setting.section, setting.key);
      if (
        !directive ||
        VALUE_TYPES[directive.type]?.repeats !== undefined ||
        around.isFlagged(setting.span)
      )
        continue;
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
