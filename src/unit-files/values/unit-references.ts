import { expandedName } from './expanding.ts';
import { unbalanced } from './paths.ts';
import { IGNORED_PART, quoted } from './say.ts';
import { isInstance, parseUnitName } from './unit-name.ts';
import type { Part, Setting, ValueParser, ValueParsers } from './value.ts';
import { WordReader } from './words.ts';

/** Whether systemd finds a name for a dependency: a template takes the unit's own instance. */
function isDependencyName(setting: Setting, text: string): boolean {
  const name = parseUnitName(text);
  if (name?.kind !== 'template') return true;
  const { instance, prefix } = setting.unit.name;
  const filled = `${name.prefix}@${instance || prefix}.${name.type}`;
  return isInstance(instance || prefix) && parseUnitName(filled) !== undefined;
}

function badDependency(setting: Setting, text: string, part: Part): void {
  setting.warn({
    id: 'bad-unit-name',
    message: `${quoted(text)} can't be filled with this unit's instance.`,
    detail: IGNORED_PART,
    part,
  });
}

/** Names of units separated by blanks. verify does not look at what they name. */
const dependencies: ValueParser = (setting) => {
  const words = new WordReader(setting.value);
  for (;;) {
    const word = words.next({ keepEscapes: true });
    if (word === 'end') return;
    if (word === 'bad') return unbalanced(setting);
    const name = expandedName(setting, word.text, { part: word });
    if (name !== undefined && !isDependencyName(setting, name)) {
      badDependency(setting, word.text, word);
    }
  }
};

const obsoleteDependencies: ValueParser = (setting) => {
  setting.warn({
    id: 'deprecated-directive',
    message: `${setting.key}= is obsolete.`,
    detail: `Write ${setting.key.replace('Overridable', '')}= instead.`,
  });
  dependencies(setting);
};

/** Sockets= of a service. */
const sockets: ValueParser = (setting) => {
  const words = new WordReader(setting.value);
  for (;;) {
    const word = words.next();
    if (word === 'end') return;
    if (word === 'bad') return unbalanced(setting);
    const name = expandedName(setting, word.text, { part: word });
    if (name === undefined) continue;
    if (!name.endsWith('.socket')) {
      setting.warn({
        id: 'wrong-unit-type',
        message: `${quoted(name)} is not a socket unit.`,
        detail: IGNORED_PART,
        part: word,
      });
    } else if (!isDependencyName(setting, name)) {
      badDependency(setting, word.text, word);
      badDependency(setting, word.text, word);
    }
  }
};

/** Service= of a socket. */
const socketService: ValueParser = (setting) => {
  const name = expandedName(setting, setting.value);
  if (name === undefined) return;
  if (!name.endsWith('.service')) {
    setting.warn({
      id: 'wrong-unit-type',
      message:
        setting.value === ''
          ? 'Service= is empty.'
          : `${quoted(setting.value)} is not a service unit.`,
      detail: 'systemd ignores this setting. Name a unit that ends in .service.',
    });
    return;
  }
  const service = setting.load(name);
  if (service) setting.unit.settings.service = service;
  else unloadable(setting, name);
};

const slice: ValueParser = (setting) => {
  const name = expandedName(setting, setting.value);
  if (name === undefined) return;
  if (!setting.load(name)) unloadable(setting, name);
  else if (!name.endsWith('.slice')) {
    setting.warn({ id: 'wrong-unit-type', message: `${quoted(name)} is not a slice unit.` });
  }
};

function unloadable(setting: Setting, name: string): void {
  const template = parseUnitName(name)?.kind === 'template';
  setting.warn({
    id: 'bad-unit-name',
    message: template
      ? `${quoted(name)} is a template; it needs an instance between @ and the dot.`
      : `${quoted(name)} is not a unit name.`,
  });
}

/** Unit= of a timer or path. */
const trigger: ValueParser = (setting) => {
  const { unit } = setting;
  const name = expandedName(setting, setting.value);
  if (name === undefined) return;
  if (!parseUnitName(name)) unloadable(setting, name);
  else if (name === unit.id) {
    setting.warn({ id: 'triggers-itself', message: 'A unit can’t trigger itself.' });
  } else if (!isDependencyName(setting, name)) {
    unloadable(setting, name);
  }
};

export const unitReferenceParsers: ValueParsers = {
  unit_deps: dependencies,
  obsolete_unit_deps: obsoleteDependencies,
  service_sockets: sockets,
  socket_service: socketService,
  unit_slice: slice,
  trigger_unit: trigger,
};
