import { quoted, REFUSED } from './say.ts';
import { type Expansion, expandAll, expandInName, LONGEST } from './specifiers.ts';
import type { Complaint, Part, Setting } from './value.ts';

export interface ExpandOptions {
  /** Bytes the result may have; a whole line when left out. */
  readonly longest?: number;
  readonly part?: Part;
  /** A fault ends the loading of the unit. */
  readonly fatal?: boolean;
}

/** Text with its specifiers expanded; undefined after a complaint about one. */
export function expanded(
  setting: Setting,
  text: string,
  options: ExpandOptions = {},
): string | undefined {
  if (!text.includes('%') && text.length * 3 <= (options.longest ?? LONGEST.line)) return text;
  const { unit, version } = setting;
  return take(setting, expandAll(unit, version, text, options.longest ?? LONGEST.line), options);
}

/** The same for unit names, where fewer specifiers make sense. */
export function expandedName(
  setting: Setting,
  text: string,
  options: ExpandOptions = {},
): string | undefined {
  return take(setting, expandInName(setting.unit, text), options);
}

function take(setting: Setting, result: Expansion, options: ExpandOptions): string | undefined {
  if ('text' in result) {
    for (const letter of result.deprecated) {
      setting.note({
        id: 'deprecated-specifier',
        message: `The specifier %${letter} is deprecated and does not do what it says.`,
        unplaced: true,
      });
    }
    return result.text;
  }
  const complaint = complaintOf(result, options.part);
  if (options.fatal) {
    setting.error({ ...complaint, detail: REFUSED });
    setting.stop('bad-setting');
  } else {
    setting.warn(complaint);
  }
  return undefined;
}

function complaintOf(
  result: Exclude<Expansion, { text: string }>,
  part: Part | undefined,
): Complaint {
  const where = part ? { part } : {};
  if (result.fault === 'too-long') {
    return {
      id: 'too-long',
      message: 'With its specifiers expanded the value is too long.',
      ...where,
    };
  }
  const name = quoted(`%${result.specifier}`);
  const message =
    result.fault === 'unknown'
      ? `There is no specifier ${name} here; a plain percent sign is written %%.`
      : `The specifier ${name} has no meaning for this unit's name.`;
  return { id: 'bad-specifier', message, ...where };
}
