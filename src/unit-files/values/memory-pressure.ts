import { parsePermyriad } from './numbers.ts';
import { notA, quoted } from './say.ts';
import { FOREVER, timeSpan } from './time-span.ts';
import type { Setting, ValueParser, ValueParsers } from './value.ts';

/** Settings that only make sense where the unit can be killed for lack of memory. */
function forManagedUnits(parse: ValueParser): ValueParser {
  return (setting) => {
    const { type } = setting.unit.name;
    if (type === 'service' || type === 'slice' || type === 'scope') return parse(setting);
    setting.warn({
      id: 'unsupported-directive',
      message: `A ${type} unit can't use ${setting.key}=.`,
    });
  };
}

const managedOomMode: ValueParser = forManagedUnits((setting: Setting) => {
  if (!['', 'auto', 'kill'].includes(setting.value)) {
    setting.warn({
      id: 'bad-choice',
      message: `${quoted(setting.value)} is neither auto nor kill.`,
    });
  }
});

const pressureLimit = forManagedUnits((setting: Setting) => {
  const share = parsePermyriad(setting.value);
  if (setting.value !== '' && !(typeof share === 'number' && share <= 10000)) {
    setting.warn(notA('bad-percentage', 'a percentage up to 100%', setting.value));
  }
});

const pressureDuration = forManagedUnits((setting: Setting) => {
  if (setting.value === '') return;
  const span = timeSpan(setting);
  if (span !== undefined && (span < 1_000_000n || span === FOREVER)) {
    setting.warn({
      id: 'out-of-range',
      message: 'The duration has to be at least a second, and finite.',
    });
  }
});

export const memoryPressureParsers: ValueParsers = {
  managed_oom_mode: managedOomMode,
  managed_oom_mem_pressure_limit: pressureLimit,
  managed_oom_mem_pressure_duration_sec: pressureDuration,
};
