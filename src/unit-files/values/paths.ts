import { expanded } from './expanding.ts';
import { checkPath, isBelowApiVfs, type PathFault, startsWithPath } from './path.ts';
import { IGNORED_PART, quoted, REFUSED } from './say.ts';
import { LONGEST } from './specifiers.ts';
import type { Complaint, Part, Setting, Stop, ValueParser, ValueParsers } from './value.ts';
import { WordReader } from './words.ts';

export interface PathOptions {
  /** Absolute when left out. */
  readonly kind?: 'absolute' | 'relative' | 'any';
  /** A fault ends the loading of the unit. */
  readonly fatal?: boolean;
  /** How it ends. */
  readonly stop?: Stop;
  readonly part?: Part;
  /** From 253 on, the path must not lie below /proc, /sys or /dev (or below /proc and /sys only). */
  readonly outsideKernel?: 'all' | 'except-dev';
}

/** A path after its specifiers, simplified; undefined after a complaint. */
export function path(
  setting: Setting,
  text: string,
  options: PathOptions = {},
): string | undefined {
  const plain = expanded(setting, text, { ...expandOptions(options), longest: LONGEST.path });
  return plain === undefined ? undefined : checkedPath(setting, plain, options);
}

function expandOptions({ fatal, part }: PathOptions) {
  return { ...(fatal ? { fatal } : {}), ...(part ? { part } : {}) };
}

/** A path as it is, simplified; undefined after a complaint. */
export function checkedPath(
  setting: Setting,
  text: string,
  options: PathOptions = {},
): string | undefined {
  const checked = checkPath(text, options.kind ?? 'absolute', setting.version);
  const fault = typeof checked === 'string' ? checked : apiFault(checked.path, setting, options);
  if (fault === undefined) return typeof checked === 'string' ? undefined : checked.path;
  const complaint = pathComplaint(fault, text, options.part);
  if (options.fatal) {
    setting.error({ ...complaint, detail: REFUSED });
    setting.stop(options.stop ?? 'bad-setting');
  } else {
    setting.warn(complaint);
  }
  return undefined;
}

function apiFault(
  text: string,
  { version }: Setting,
  { outsideKernel }: PathOptions,
): PathFault | undefined {
  if (version < 253 || !outsideKernel || !isBelowApiVfs(text)) return undefined;
  return outsideKernel === 'except-dev' && startsWithPath(text, '/dev') ? undefined : 'api-vfs';
}

const FAULTS: Readonly<Record<PathFault, readonly [id: string, rest: string]>> = {
  utf8: ['invalid-utf8', 'is not valid UTF-8'],
  relative: ['relative-path', 'is not an absolute path; it has to begin with /'],
  absolute: ['absolute-path', 'is an absolute path; it has to be relative here'],
  length: ['bad-path', 'is too long for a path, or empty'],
  unnormalized: ['unnormalized-path', 'goes through . or ..; write the path without them'],
  'api-vfs': ['kernel-path', 'lies below /proc, /sys or /dev, which is not allowed here'],
};

function pathComplaint(fault: PathFault, text: string, part: Part | undefined): Complaint {
  const [id, rest] = FAULTS[fault];
  const complaint = { id, message: `${quoted(text)} ${rest}.` };
  return part ? { ...complaint, detail: IGNORED_PART, part } : complaint;
}

/** Says that a path below /var/run was moved to /run, where systemd tells so. */
export function movedFromVarRun(setting: Setting, text: string): string {
  if (!text.startsWith('/') || !startsWithPath(text, '/var/run')) return text;
  const moved = text.replace(/^\/+(?:\.\/+)*var\/+(?:\.\/+)*run/, '/run');
  if (setting.version >= 253) {
    setting.note({
      id: 'legacy-run-path',
      message: '/var/run is the old name of /run.',
      detail: `systemd uses ${moved}. Write that instead.`,
    });
  }
  return moved;
}

/** A path that may be empty: RootDirectory=, TTYPath=. */
const singlePath: ValueParser = (setting) => {
  const { value, argument, unit, key } = setting;
  const fatal = argument === 'true';
  const plain = expanded(setting, value, { longest: LONGEST.path, fatal });
  if (plain === undefined) return;
  if (plain === '') unit.settings.words.delete(key);
  else {
    const checked = checkedPath(setting, plain, { fatal });
    if (checked !== undefined) unit.settings.words.set(key, checked);
  }
};

/** Paths separated by blanks; one bad path spoils only itself, or all behind it. */
function pathList(parse: (setting: Setting, word: string, part: Part) => boolean): ValueParser {
  return (setting) => {
    const words = new WordReader(setting.value);
    for (;;) {
      const word = words.next({ unquote: true });
      if (word === 'end') return;
      if (word === 'bad') return unbalanced(setting);
      if (!parse(setting, word.text, word)) return;
    }
  };
}

export function unbalanced(setting: Setting): void {
  setting.warn({
    id: 'unbalanced-quotes',
    message: 'A quote or a backslash is not closed.',
    detail: 'systemd ignores the rest of the line.',
  });
}

const namespacePaths = pathList((setting, word, part) => {
  path(setting, word.replace(/^-/, '').replace(/^\+/, ''), { part });
  return true;
});

const mountsFor = pathList((setting, word, part) => {
  path(setting, word, { part });
  return true;
});

const symlinks: ValueParser = (setting) => {
  const { symlinks: list } = setting.unit.settings;
  if (setting.value === '') list.length = 0;
  else pathsIntoSymlinks(setting);
};

const pathsIntoSymlinks = pathList((setting, word, part) => {
  const link = path(setting, word, { part });
  if (link !== undefined) setting.unit.settings.symlinks.push(link);
  return link !== undefined;
});

const searchPath: ValueParser = (setting) => {
  if (setting.value === '') return;
  const words = new WordReader(setting.value);
  for (;;) {
    const word = words.next({ separators: ':', keepEmpty: true });
    if (word === 'end') return;
    if (word === 'bad') return unbalanced(setting);
    if (path(setting, word.text, { part: word }) === undefined) return;
  }
};

const workingDirectory: ValueParser = (setting) => {
  const { value, unit } = setting;
  if (value === '') {
    unit.settings.words.delete('WorkingDirectory');
    return;
  }
  const optional = value.startsWith('-');
  const rest = optional ? value.slice(1) : value;
  const directory = rest === '~' ? '~' : path(setting, rest, { fatal: !optional });
  if (directory !== undefined) unit.settings.words.set('WorkingDirectory', directory);
};

const pidFile: ValueParser = (setting) => {
  if (setting.value === '') return;
  const plain = expanded(setting, setting.value, { longest: LONGEST.path });
  if (plain === undefined) return;
  const absolute = plain.startsWith('/') ? plain : `/run/${plain}`;
  const options = { outsideKernel: 'all', fatal: true, stop: 'failed' } as const;
  const checked = checkedPath(setting, absolute, options);
  if (checked !== undefined) movedFromVarRun(setting, checked);
};

const environmentFile: ValueParser = (setting) => {
  if (setting.value === '') return;
  const plain = expanded(setting, setting.value, {
    longest: setting.version < 253 ? LONGEST.path + 1 : LONGEST.path,
  });
  if (plain !== undefined) checkedPath(setting, plain.replace(/^-/, ''));
};

/** PathExists= and its kin of a path unit. */
const pathSpec: ValueParser = (setting) => {
  const specs = setting.unit.settings.lists.get('triggers') ?? [];
  setting.unit.settings.lists.set('triggers', specs);
  if (setting.value === '') specs.length = 0;
  else {
    const spec = path(setting, setting.value);
    if (spec !== undefined) specs.push(spec);
  }
};

export const pathParsers: ValueParsers = {
  unit_path_printf: singlePath,
  unit_path_strv_printf: symlinks,
  namespace_path_strv: namespacePaths,
  unit_requires_mounts_for: mountsFor,
  unit_mounts_for: mountsFor,
  colon_separated_paths: searchPath,
  working_directory: workingDirectory,
  pid_file: pidFile,
  unit_env_file: environmentFile,
  path_spec: pathSpec,
};
