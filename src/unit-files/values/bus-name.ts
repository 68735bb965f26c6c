import { expanded } from './expanding.ts';
import { notA } from './say.ts';
import { LONGEST } from './specifiers.ts';
import type { ValueParser, ValueParsers } from './value.ts';

const busName: ValueParser = (setting) => {
  const plain = expanded(setting, setting.value, { longest: LONGEST.busName });
  if (plain === undefined) return;
  if (!isBusName(plain))
    setting.warn(notA('bad-bus-name', 'a D-Bus name such as org.example.Echo', plain));
  else setting.unit.settings.words.set('BusName', plain);
};

/** A well-known or unique D-Bus name. */
function isBusName(name: string): boolean {
  const unique = name.startsWith(':');
  const elements = (unique ? name.slice(1) : name).split('.');
  const element = unique ? /^[A-Za-z0-9_-]+$/ : /^[A-Za-z_-][A-Za-z0-9_-]*$/;
  return elements.length > 1 && name.length <= 255 && elements.every((one) => element.test(one));
}

export const busNameParsers: ValueParsers = { bus_name: busName };
