import { expanded } from './expanding.ts';
import { parseRange } from './numbers.ts';
import { notA, quoted } from './say.ts';
import type { Setting, ValueParser, ValueParsers } from './value.ts';
import { WordReader } from './words.ts';

/** CPUAffinity=, AllowedCPUs=, NUMAMask=: `0-3 5`. */
function cpuSet(setting: Setting, text: string): boolean {
  const reader = new WordReader(text);
  for (;;) {
    const word = reader.next({ separators: ', \t\n\r', unquote: true });
    if (word === 'end') return true;
    if (word === 'bad') {
      setting.warn({ id: 'unbalanced-quotes', message: 'A quote is not closed.' });
      return false;
    }
    const range = cpuRange(word.text);
    if (range === 'bad') {
      setting.warn(notA('bad-cpu', 'a CPU number below 8192 or a range such as 0-3', word.text));
      return false;
    }
    if (range === 'backwards') {
      setting.warn({
        id: 'bad-cpu',
        message: `The range ${quoted(word.text)} runs backwards.`,
        detail: 'systemd ignores it.',
      });
    }
  }
}

function cpuRange(text: string): 'good' | 'bad' | 'backwards' {
  const range = parseRange(text);
  if (typeof range === 'string') return 'bad';
  const [low, high] = range;
  if (low > high) return 'backwards';
  // The largest number there is stands for none.
  const last = Math.min(high, 0xfffffffe);
  return last >= low && last >= 8192 ? 'bad' : 'good';
}

const cpuAffinity: ValueParser = (setting) => {
  if (setting.value === 'numa') return;
  const plain = expanded(setting, setting.value);
  if (plain !== undefined) cpuSet(setting, plain);
};

const allowedCpus: ValueParser = (setting) => {
  const plain = expanded(setting, setting.value);
  if (plain !== undefined) cpuSet(setting, plain);
};

const numaMask: ValueParser = (setting) => {
  if (setting.value !== 'all') cpuSet(setting, setting.value);
};

export const cpuSetParsers: ValueParsers = {
  exec_cpu_affinity: cpuAffinity,
  allowed_cpuset: allowedCpus,
  numa_mask: numaMask,
};
