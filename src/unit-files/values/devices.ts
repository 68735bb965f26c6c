import { expanded } from './expanding.ts';
import { isNormalized, startsWithPath } from './path.ts';
import { checkedPath, path } from './paths.ts';
import { parseBlockWeight, parseWeight } from './plain-numbers.ts';
import { notA, quoted } from './say.ts';
import { parseSize } from './size.ts';
import { LONGEST } from './specifiers.ts';
import { timeSpan } from './time-span.ts';
import type { Setting, ValueParser, ValueParsers } from './value.ts';
import { WordReader } from './words.ts';

/** `PATH VALUE`: the path is checked, the value handed on. */
function perDevice(judge: (setting: Setting, value: string) => void): ValueParser {
  return (setting) => {
    if (setting.value === '') return;
    const reader = new WordReader(setting.value);
    const device = reader.next({ unquote: true });
    const rest = reader.rest;
    if (typeof device === 'string' || rest === '') {
      setting.warn({
        id: 'missing-value',
        message: `${quoted(setting.value)} has to be a path, a blank and a value.`,
      });
    } else if (path(setting, device.text, { kind: 'any', part: device }) !== undefined) {
      judge(setting, rest);
    }
  };
}

function weight(parse: typeof parseWeight, what: string): (setting: Setting, text: string) => void {
  return (setting, text) => {
    if (typeof parse(text) === 'string') setting.warn(notA('bad-number', what, text));
  };
}

function limit(setting: Setting, text: string, infinite: boolean): void {
  if (infinite && text === 'infinity') return;
  const bytes = parseSize(text, 1000);
  if (typeof bytes === 'string' || bytes === 0n) {
    setting.warn(notA('bad-size', 'a rate such as 5M', text));
  }
}

/** The old BlockIO… settings work, with a warning. */
function deprecated(parse: ValueParser): ValueParser {
  return (setting) => {
    setting.warn({
      id: 'deprecated-directive',
      message: `${setting.key}= is deprecated.`,
      detail: `Write ${setting.key.replace('BlockIO', 'IO')}= or its kin instead.`,
    });
    parse(setting);
  };
}

/** DeviceAllow=: `/dev/null rw`, `char-pts r`. */
const deviceAllow: ValueParser = (setting) => {
  if (setting.value === '') return;
  const reader = new WordReader(setting.value);
  const device = reader.next({ unquote: true });
  if (typeof device === 'string') {
    setting.warn({ id: 'missing-value', message: `${quoted(setting.value)} names no device.` });
    return;
  }
  const plain = expanded(setting, device.text, { longest: LONGEST.path, part: device });
  if (plain === undefined) return;
  if (!/^(?:block|char)-/.test(plain)) {
    const node = checkedPath(setting, plain, { kind: 'any', part: device });
    if (node === undefined) return;
    const known = ['/dev', '/run/systemd/inaccessible'].some((root) => startsWithPath(node, root));
    if (!node.startsWith('/') || !known || !isNormalized(node)) {
      setting.warn(notA('bad-device', 'a path below /dev', plain, device));
      return;
    }
  }
  if (!/^[rwm]*$/.test(reader.rest)) {
    setting.warn(notA('bad-device-access', 'made of r, w and m', reader.rest));
  }
};

export const deviceParsers: ValueParsers = {
  device_allow: deviceAllow,
  io_device_weight: perDevice(weight(parseWeight, 'a weight from 1 to 10000')),
  io_device_latency: perDevice((setting, text) => void timeSpan(setting, text)),
  io_limit: perDevice((setting, text) => limit(setting, text, true)),
  blockio_device_weight: deprecated(
    perDevice(weight(parseBlockWeight, 'a weight from 10 to 1000')),
  ),
  blockio_bandwidth: deprecated(perDevice((setting, text) => limit(setting, text, false))),
};
