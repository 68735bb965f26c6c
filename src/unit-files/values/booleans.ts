import { quoted, REFUSED } from './say.ts';
import type { Setting, ValueParser, ValueParsers } from './value.ts';

const YES = /^(?:1|yes|y|true|t|on)$/i;
const NO = /^(?:0|no|n|false|f|off)$/i;

/** A boolean as systemd reads it: yes, true, on, 1 and their opposites, in any case. */
export function parseBoolean(text: string): boolean | undefined {
  if (YES.test(text)) return true;
  return NO.test(text) ? false : undefined;
}

/** Complains that a value is no boolean. */
function notBoolean(setting: Setting): void {
  const message =
    setting.value === ''
      ? 'The value is empty; it has to be yes or no.'
      : `${quoted(setting.value)} is neither yes nor no.`;
  if (setting.argument === 'true') {
    setting.error({ id: 'bad-boolean', message, detail: REFUSED });
    setting.stop('bad-setting');
  } else {
    setting.warn({ id: 'bad-boolean', message });
  }
}

const boolean: ValueParser = (setting) => {
  const value = parseBoolean(setting.value);
  if (value === undefined) notBoolean(setting);
  else setting.unit.settings.flags.set(setting.key, value);
};

const optional: ValueParser = (setting) => {
  if (setting.value === '') setting.unit.settings.flags.delete(setting.key);
  else boolean(setting);
};

const isolate: ValueParser = (setting) => {
  boolean(setting);
  if (parseBoolean(setting.value) === undefined) return;
  setting.note({
    id: 'deprecated-directive',
    message: `${setting.key}= is deprecated.`,
    detail: 'Write OnFailureJobMode= instead.',
    unplaced: true,
  });
};

export const booleanParsers: ValueParsers = {
  bool: boolean,
  tristate: optional,
  exec_mount_apivfs: optional,
  job_mode_isolate: isolate,
};
