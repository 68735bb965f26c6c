import { byteLength } from '../parser/text.ts';
import { parseInt32 } from './numbers.ts';
import { notA, quoted } from './say.ts';
import type { ValueParser, ValueParsers } from './value.ts';
import { WordReader } from './words.ts';

/** Whether a network interface can have this name; `long` allows alternative names (127 bytes). */
export function isInterfaceName(name: string, length: 'short' | 'long' = 'short'): boolean {
  const index = parseInt32(name);
  if (name === '' || (typeof index === 'number' && index > 0)) return false;
  if (byteLength(name) >= (length === 'short' ? 16 : 128)) return false;
  if (['.', '..', 'all', 'default'].includes(name)) return false;
  return /^[!-~]+$/.test(name) && !/[:/%]/.test(name) && !/^[0-9]+$/.test(name);
}

const bindToDevice: ValueParser = (setting) => {
  const { value, unit } = setting;
  if (value === '' || value === '*') unit.settings.words.delete('BindToDevice');
  else if (!isInterfaceName(value))
    setting.warn(notA('bad-interface', 'a network interface name', value));
  else unit.settings.words.set('BindToDevice', value);
};

const restrictInterfaces: ValueParser = (setting) => {
  if (setting.value === '') return;
  const words = new WordReader(setting.value, setting.value.startsWith('~') ? 1 : 0);
  const length = setting.version < 253 ? 'short' : 'long';
  for (;;) {
    const word = words.next({ unquote: true });
    if (word === 'end') return;
    if (word === 'bad') {
      setting.warn({
        id: 'unbalanced-quotes',
        message: `A quote in ${quoted(setting.value)} is not closed.`,
      });
      return;
    }
    if (!isInterfaceName(word.text, length)) {
      setting.warn(notA('bad-interface', 'a network interface name', word.text, word));
    }
  }
};

export const interfaceParsers: ValueParsers = {
  socket_bindtodevice: bindToDevice,
  restrict_network_interfaces: restrictInterfaces,
};
