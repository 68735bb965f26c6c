import type { SystemdVersion } from '../directives/directives.ts';
import { directivesOf } from '../directives/directives.ts';
import { type Assignment, type Item, type UnitDocument, valueSpan } from '../parser/document.ts';
import type { Severity } from '../types.ts';
import { valueParserOf } from '../values/index.ts';
import type { UnitType } from '../values/unit-name.ts';
import type { Complaint, Setting, Stop } from '../values/value.ts';
import type { Finding } from './findings.ts';
import type { Unit } from './unit.ts';

const IGNORED = 'systemd ignores this setting.';

/** Sections a unit of a type may have besides [Unit] and [Install]. */
const OWN_SECTION: Readonly<Partial<Record<UnitType, string>>> = {
  service: 'Service',
  socket: 'Socket',
  mount: 'Mount',
  swap: 'Swap',
  automount: 'Automount',
  timer: 'Timer',
  path: 'Path',
  slice: 'Slice',
  scope: 'Scope',
};

/** Sections systemd reads in a unit of this type, in their usual order. */
export function sectionsOf(type: UnitType): readonly string[] {
  const own = OWN_SECTION[type];
  const bounds = type === 'scope' ? ['Unit'] : ['Unit', 'Install'];
  return own ? bounds.toSpliced(1, 0, own) : bounds;
}

/**
 * Reads a file into a unit, item by item as systemd does; what it reports goes to `report`.
 * @returns why systemd stops reading, undefined when it reads to the end.
 */
export function readUnitFile(
  unit: Unit,
  file: string,
  document: UnitDocument,
  version: SystemdVersion,
  report: (finding: Finding) => void,
): Stop | undefined {
  const sections = sectionsOf(unit.name.type);
  const directives = directivesOf(version);
  const complain = (severity: Severity, item: Item, complaint: Omit<Complaint, 'part'>): void =>
    report({
      id: complaint.id,
      severity,
      message: complaint.message,
      detail: complaint.detail,
      file,
      line: complaint.unplaced ? undefined : item.line,
      span: item.span,
    });

  let section: string | undefined;
  let ignored = false;
  for (const item of document.items) {
    if (item.kind === 'comment') continue;
    if (item.kind === 'stray' && (item.flaw === 'too-long' || item.flaw === 'invalid-utf8')) {
      const utf8 = item.flaw === 'invalid-utf8';
      report({
        id: utf8 ? 'invalid-utf8' : 'line-too-long',
        severity: utf8 ? 'warning' : 'error',
        message: utf8 ? 'This line is not valid UTF-8.' : 'This line is longer than 1 MiB.',
        detail: 'systemd does not load a unit with such a line.',
        file,
        line: utf8 ? item.line : undefined,
        span: item.span,
      });
      return 'failed';
    }
    if (item.kind === 'section') {
      if (item.flaw) {
        const unclosed = item.flaw === 'unclosed-header';
        complain('error', item, {
          id: 'bad-section-header',
          message: unclosed
            ? 'The section header is not closed.'
            : 'The section header has a quote, a backslash or a control character in it.',
          detail: unclosed
            ? 'End the line with ], systemd does not load the unit otherwise.'
            : 'Write the bare name between the brackets, systemd does not load the unit otherwise.',
        });
        return 'failed';
      }
      ignored = !sections.includes(item.name);
      section = ignored ? undefined : item.name;
      if (ignored && !item.name.startsWith('X-')) {
        complain('warning', item, {
          id: 'unknown-section',
          message: `A ${unit.name.type} unit has no section [${item.name}].`,
          detail: 'systemd ignores everything in it.',
        });
      }
      continue;
    }
    if (section === undefined) {
      if (!ignored) {
        complain('warning', item, {
          id: 'outside-section',
          message: 'This line stands before the first section.',
          detail: 'systemd ignores it. Put a header such as [Unit] above it.',
        });
      }
      continue;
    }
    if (item.kind === 'stray') {
      const keyless = item.flaw === 'missing-key';
      complain('warning', item, {
        id: keyless ? 'missing-key' : 'missing-equals',
        message: keyless ? 'There is no name before the =.' : 'This line has no =.',
        detail: 'systemd ignores it. Settings are written Name=value, comments begin with #.',
      });
      continue;
    }
    const directive = directives.find(section, item.key);
    if (!directive) {
      if (!item.key.startsWith('X-')) {
        report({
          id: 'unknown-directive',
          severity: 'warning',
          message: `[${section}] has no setting ${item.key}=.`,
          detail: unknownDetail(directives.sectionsOf(item.key), sections),
          file,
          line: item.line,
          span: item.keySpan,
        });
      }
      continue;
    }
    const parse = valueParserOf(directive.type);
    let stopped: Stop | undefined;
    const stop = (reason: Stop): void => {
      stopped = reason;
    };
    parse?.(settingOf(unit, file, section, item, directive.argument, version, report, stop));
    if (stopped) return stopped;
  }
  return undefined;
}

function unknownDetail(elsewhere: readonly string[], sections: readonly string[]): string {
  const here = elsewhere.find((name) => sections.includes(name));
  return here ? `${IGNORED} It belongs in [${here}].` : IGNORED;
}

function settingOf(
  unit: Unit,
  file: string,
  section: string,
  item: Assignment,
  argument: string,
  version: SystemdVersion,
  report: (finding: Finding) => void,
  stop: Setting['stop'],
): Setting {
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
  return {
    unit,
    section,
    key: item.key,
    argument,
    value: item.value,
    version,
    warn: at('warning'),
    error: at('error'),
    note: at('info'),
    stop,
  };
}
