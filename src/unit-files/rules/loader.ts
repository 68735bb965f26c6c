import type { SystemdVersion } from '../directives/directives.ts';
import type { Span, UnitDocument } from '../parser/document.ts';
import { parseUnitFile } from '../parser/parse.ts';
import type { UnitFile } from '../types.ts';
import { parseUnitName, templateOf, type UnitName } from '../values/unit-name.ts';
import { dropInsOf } from './drop-ins.ts';
import type { Finding } from './findings.ts';
import { completeUnit } from './load.ts';
import { type Reading, readUnitFile } from './read.ts';
import { newSettings, type Unit } from './unit.ts';

/** More findings than this on one line help nobody. */
const FINDINGS_A_LINE = 50;

/**
 * Loads units from a folder of files as systemd's manager does: on request, once, with the units
 * they name explicitly. Dependencies are not followed, as with `verify --recursive-errors=no`.
 */
export class UnitLoader {
  readonly version: SystemdVersion;
  readonly findings: Finding[] = [];
  readonly units = new Map<string, Unit>();
  readonly documents = new Map<string, UnitDocument>();
  readonly #files: ReadonlyMap<string, UnitFile>;
  readonly #queue: Unit[] = [];
  #loading = false;
  #place: { file: string; line: number | undefined; count: number } = {
    file: '',
    line: undefined,
    count: 0,
  };

  constructor(files: readonly UnitFile[], version: SystemdVersion) {
    this.version = version;
    this.#files = new Map(files.map((file) => [file.name, file]));
  }

  /** Asks for a unit; while another is being loaded this one waits for its turn. */
  load(id: string): Unit | undefined {
    const known = this.units.get(id);
    if (known) return known;
    const name = parseUnitName(id);
    if (!name || name.kind === 'template') return undefined;
    const unit: Unit = {
      id,
      name,
      file: undefined,
      document: undefined,
      state: 'not-found',
      settings: newSettings(),
    };
    this.units.set(id, unit);
    this.#queue.push(unit);
    this.#work();
    return unit;
  }

  #work(): void {
    if (this.#loading) return;
    this.#loading = true;
    for (let unit = this.#queue.shift(); unit; unit = this.#queue.shift()) this.#read(unit);
    this.#loading = false;
  }

  #read(unit: Unit): void {
    const file = this.#files.get(unit.id) ?? this.#files.get(fallback(unit.name));
    if (!file) return;
    const reading: Reading = {
      version: this.version,
      report: (finding) => this.#add(finding),
      load: (id) => this.load(id),
    };
    const masked = file.content === '';
    unit.file = file.name;
    unit.state = masked ? 'masked' : 'loaded';
    unit.document = this.document(file);
    let stop = masked ? undefined : readUnitFile(unit, file.name, unit.document, reading);
    if (stop === undefined && (!masked || this.version < 253)) {
      for (const dropIn of dropInsOf(unit.id, unit.name, this.#files.values())) {
        // A drop-in that can't be read on is left there; the unit still loads.
        readUnitFile(unit, dropIn.name, this.document(dropIn), reading);
      }
    }
    if (masked) return;
    stop ??= completeUnit(unit, this);
    if (stop) unit.state = stop === 'failed' ? 'error' : 'bad-setting';
  }

  /** Parsed text of a file, once. */
  document(file: UnitFile): UnitDocument {
    const document = this.documents.get(file.name) ?? parseUnitFile(file.content);
    this.documents.set(file.name, document);
    return document;
  }

  /** A line that is nothing but faults is told so only so often. */
  #add(finding: Finding): void {
    const last = this.#place;
    if (finding.line !== undefined && finding.line === last.line && finding.file === last.file) {
      last.count += 1;
      if (last.count > FINDINGS_A_LINE) return;
    } else {
      this.#place = { file: finding.file, line: finding.line, count: 1 };
    }
    this.findings.push(finding);
  }

  /** Reports about a unit as a whole. */
  report(unit: Unit, severity: Finding['severity'], complaint: UnitComplaint): void {
    this.#add({
      id: complaint.id,
      severity,
      message: complaint.message,
      detail: complaint.detail,
      file: unit.file ?? unit.id,
      line: undefined,
      span: anchorOf(unit, complaint.about ?? []),
    });
  }
}

/** A fault of a unit as a whole. */
export interface UnitComplaint {
  readonly id: string;
  readonly message: string;
  readonly detail?: string;
  /** Keys it has to do with: the last assignment of the first one that is there is marked. */
  readonly about?: readonly string[];
}

function fallback(name: UnitName): string {
  return name.kind === 'instance' ? templateOf(name) : '';
}

/** What to mark: an assignment, the type's section header, or the first line. */
function anchorOf(unit: Unit, keys: readonly string[]): Span {
  const items = unit.document?.items ?? [];
  for (const key of keys) {
    const item = items.findLast((one) => one.kind === 'assignment' && one.key === key);
    if (item) return item.span;
  }
  const own = unit.name.type.toLowerCase();
  const header =
    items.find((one) => one.kind === 'section' && one.name.toLowerCase() === own) ??
    items.find((one) => one.kind === 'section') ??
    items[0];
  return header?.span ?? { start: 0, end: 0 };
}
