import { isPartition } from './images.ts';
import { quoted, REFUSED } from './say.ts';
import type { Setting, ValueParser, ValueParsers } from './value.ts';

/** How an image's partition may look. */
const POLICY_FLAGS =
  'verity signed encrypted unprotected unused absent open ignore read-only-on read-only-off growfs-on growfs-off'.split(
    ' ',
  );

function imagePolicyFault(setting: Setting): string | undefined {
  const { value } = setting;
  if (['', '-', '*', '~'].includes(value)) return undefined;
  const seen = new Set<string>();
  for (const rule of value.split(':')) {
    const equals = rule.indexOf('=');
    if (equals < 0) return `${quoted(rule)} has no =`;
    const partition = rule.slice(0, equals).trim();
    if (partition !== '' && !isPartition(setting, partition)) {
      return `${quoted(partition)} is not a kind of partition`;
    }
    if (seen.has(partition)) return `There are two rules for ${quoted(partition)}`;
    seen.add(partition);
    const flags = rule.slice(equals + 1).trim();
    const bad = ['', '-'].includes(flags)
      ? undefined
      : flags.split('+').find((flag) => !POLICY_FLAGS.includes(flag.trim()));
    if (bad !== undefined) return `${quoted(bad)} is not a policy`;
  }
  return undefined;
}

const imagePolicy: ValueParser = (setting) => {
  const fault = imagePolicyFault(setting);
  if (fault === undefined) return;
  setting.error({
    id: 'bad-image-policy',
    message: `${fault}.`,
    detail: REFUSED,
  });
  setting.stop('failed');
};

export const imagePolicyParsers: ValueParsers = { image_policy: imagePolicy };
