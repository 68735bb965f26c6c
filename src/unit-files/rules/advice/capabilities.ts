import { OFFERS } from '../../documentation/offers.ts';
import { valueSpan } from '../../parser/document.ts';
import { closest } from '../../spelling.ts';
import type { AdviceRule } from './advice.ts';

const CAPABILITIES = Object.keys(OFFERS.capability_set ?? {});

/** systemd passes over names of capabilities it does not know, without a word. */
export const unknownCapability: AdviceRule = {
  id: 'unknown-capability',
  *check({ unit }) {
    for (const setting of unit.document.items) {
      if (setting.kind !== 'assignment') continue;
      if (setting.key !== 'CapabilityBoundingSet' && setting.key !== 'AmbientCapabilities')
        continue;
      for (const match of setting.value.matchAll(/[^\s~]+/g)) {
        const [word] = match;
        if (CAPABILITIES.includes(word.toUpperCase()) || /[^A-Za-z_]/.test(word)) continue;
        const meant = closest(`CAP_${word.replace(/^CAP_/i, '')}`, CAPABILITIES);
        const span = valueSpan(setting, match.index, match.index + word.length);
        yield {
          span,
          message: `There is no capability ${word}.`,
          detail: 'systemd passes over it without a word.',
          fixes: meant ? [{ title: `Change to ${meant}`, edits: [{ span, text: meant }] }] : [],
        };
      }
    }
  },
};
