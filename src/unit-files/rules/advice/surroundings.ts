import type { UnitDocument } from '../../parser/document.ts';
import { parseUnitFile } from '../../parser/parse.ts';
import type { UnitWorkspace } from '../../types.ts';
import type { Finding } from '../findings.ts';
import { UnitView } from './unit-view.ts';

/** The edited unit and, through Accept= and Service=, the units it works with. */
export class Surroundings {
  readonly unit: UnitView;
  /** Paths the machine was asked for and does not have. */
  readonly missing: readonly string[];
  readonly #companions: ReadonlyMap<string, UnitView>;
  /** Where the systemd voice marks something, in ascending order. */
  readonly #flagged: readonly number[];

  constructor(workspace: UnitWorkspace, document: UnitDocument, findings: readonly Finding[]) {
    const { name } = workspace.unit;
    this.unit = new UnitView(name, document);
    this.missing = workspace.missing ?? [];
    this.#companions = new Map(
      workspace.companions
        .filter((file) => file.name !== name)
        .map((file) => [file.name, new UnitView(file.name, parseUnitFile(file.content))]),
    );
    this.#flagged = findings
      .filter((finding) => finding.file === name)
      .map(({ span }) => span.start)
      .sort((a, b) => a - b);
  }

  /** The file of a companion, by its exact name. */
  companion(name: string): UnitView | undefined {
    return this.#companions.get(name);
  }

  get companions(): readonly UnitView[] {
    return [...this.#companions.values()];
  }

  /** The service a socket starts: `name@.service` with Accept=yes, otherwise Service= or its namesake. */
  serviceOf(socket: UnitView): UnitView | undefined {
    const name = serviceName(socket);
    return name === this.unit.name ? this.unit : this.#companions.get(name);
  }

  /** The sockets that start a service. */
  socketsOf(service: UnitView): readonly UnitView[] {
    return [this.unit, ...this.#companions.values()].filter(
      (one) => one.type === 'socket' && !one.isDropIn && serviceName(one) === service.name,
    );
  }

  /** Whether the systemd voice already speaks about something in this stretch of text. */
  isFlagged(span: { readonly start: number; readonly end: number }): boolean {
    let low = 0;
    let high = this.#flagged.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#flagged[middle] ?? 0) < span.start) low = middle + 1;
      else high = middle;
    }
    return (this.#flagged[low] ?? Number.POSITIVE_INFINITY) < span.end;
  }
}

function serviceName(socket: UnitView): string {
  const base = socket.name.replace(/\.socket$/, '');
  if (socket.boolean('Socket', 'Accept')) return `${base}@.service`;
  return socket.value('Socket', 'Service') ?? `${base}.service`;
}
