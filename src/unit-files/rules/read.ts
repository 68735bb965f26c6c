import { type Directive, directivesOf, type SystemdVersion } from '../directives/directives.ts';
import { type Assignment, type UnitDocument, valueSpan } from '../parser/document.ts';
import type { Severity } from '../types.ts';
import { valueParserOf } from '../values/index.ts';
import type { UnitType } from '../values/unit-name.ts';
import type { Complaint, Stop } from '../values/value.ts';
import type { Finding } from './findings.ts';
import type { Unit } from './unit.ts';

const IGNORED = 'systemd ignores this setting.';

/** Sections systemd reads in a unit of this type, in their usual order. */
export function sectionsOf(type: UnitType): readonly string[] {
  return ['Unit', type.charAt(0).toUpperCase() + type.slice(1), 'Install'];
}

/** What reading needs from the loader. */
export interface Reading {
  readonly version: SystemdVersion;
  readonly report: (finding: Finding) => void;
  /** Asks for another unit by name. */
  readonly load: (id: string) => Unit | undefined;
}

/**
 * Reads a file into a unit, item by item as systemd does.
 * @returns why systemd stops reading, undefined when it reads to the end.
 */
export function readUnitFile(
  unit: Unit,
  file: string,
  document: UnitDocument,
  reading: Reading,
): Stop | undefined {
  const sections = sectionsOf(unit.name.type);
  const directives = directivesOf(reading.version);
  let section: string | undefined;
  let ignored = false;
  for (const item of document.items) {
    if (item.kind === 'comment') continue;
    const { line, span } = item;
    const report = (finding: ItemFinding): void =>
      reading.report({ severity: 'warning', file, line, span, ...finding });
    if (item.kind === 'stray' && (item.flaw === 'too-long' || item.flaw === 'invalid-utf8')) {
      report(item.flaw === 'too-long' ? TOO_LONG : NOT_UTF8);
      return 'failed';
    }
    if (item.kind === 'section') {
      if (item.flaw) {
        report(item.flaw === 'unclosed-header' ? UNCLOSED_HEADER : UNSAFE_HEADER);
        return 'failed';
      }
      ignored = !sections.includes(item.name);
      section = ignored ? undefined : item.name;
      if (ignored && !item.name.startsWith('X-')) report(unknownSection(unit, item.name));
    } else if (section === undefined) {
      if (!ignored) report(OUTSIDE_SECTION);
    } else if (item.kind === 'stray') {
      report(item.flaw === 'missing-key' ? MISSING_KEY : MISSING_EQUALS);
    } else {
      const directive = directives.find(section, item.key);
      if (directive) {
        const stop = readSetting(unit, file, item, directive, reading);
        if (stop) return stop;
      } else if (!item.key.startsWith('X-')) {
        const home = directives.sectionsOf(item.key).find((name) => sections.includes(name));
        report({ ...unknownDirective(section, item.key, home), span: item.keySpan });
      }
    }
  }
  return undefined;
}

type ItemFinding = Pick<Finding, 'id' | 'message' | 'detail'> & Partial<Finding>;

const TOO_LONG: ItemFinding = {
  id: 'line-too-long',
  severity: 'error',
  message: 'This line is longer than 1 MiB.',
  detail: 'systemd does not load a unit with such a line.',
  line: undefined,
};
const NOT_UTF8: ItemFinding = {
  id: 'invalid-utf8',
  severity: 'error',
  message: 'This line is not valid UTF-8.',
  detail: 'systemd does not load a unit with such a line.',
};
const UNCLOSED_HEADER: ItemFinding = {
  id: 'bad-section-header',
  severity: 'error',
  message: 'The section header is not closed.',
  detail: 'systemd does not load the unit. End the line with ].',
};
const UNSAFE_HEADER: ItemFinding = {
  id: 'bad-section-header',
  severity: 'error',
  message: 'The section header has a quote, a backslash or a control character in it.',
  detail: 'systemd does not load the unit. Write the bare name between the brackets.',
};
const OUTSIDE_SECTION: ItemFinding = {
  id: 'outside-section',
  message: 'This line stands before the first section.',
  detail: 'systemd ignores it. Put a header such as [Unit] above it.',
};
const MISSING_KEY: ItemFinding = {
  id: 'missing-key',
  message: 'There is no name before the =.',
  detail: 'systemd ignores the line.',
};
const MISSING_EQUALS: ItemFinding = {
  id: 'missing-equals',
  message: 'This line has no =.',
  detail: 'systemd ignores it. Settings are written Name=value, comments begin with #.',
};

function unknownSection(unit: Unit, name: string): ItemFinding {
  return {
    id: 'unknown-section',
    message: `A ${unit.name.type} unit has no section [${name}].`,
    detail: 'systemd ignores everything in it.',
  };
}

function unknownDirective(section: string, key: string, home: string | undefined): ItemFinding {
  return {
    id: home ? 'misplaced-directive' : 'unknown-directive',
    message: home ? `${key}= belongs in [${home}].` : `[${section}] has no setting ${key}=.`,
    detail: IGNORED,
  };
}

/** Hands an assignment to its value parser. */
function readSetting(
  unit: Unit,
  file: string,
  item: Assignment,
  { type, argument, section }: Directive,
  { version, report, load }: Reading,
): Stop | undefined {
  let stopped: Stop | undefined;
  const at =
    (severity: Severity) =>
    ({ id, message, detail, part, unplaced }: Complaint): void =>
      report({
        id,
        severity,
        message,
        detail: detail ?? (severity === 'info' ? undefined : IGNORED),
        file,
        line: unplaced ? undefined : item.line,
        span: part ? valueSpan(item, part.from, part.to) : item.value ? item.valueSpan : item.span,
      });
  valueParserOf(type)?.({
    unit,
    section,
    key: item.key,
    argument,
    value: item.value,
    version,
    line: item.line,
    warn: at('warning'),
    error: at('error'),
    note: at('info'),
    stop: (reason) => {
      stopped = reason;
    },
    load,
  });
  return stopped;
}
