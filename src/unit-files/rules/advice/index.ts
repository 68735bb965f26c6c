import type { SystemdVersion } from '../../directives/directives.ts';
import type { UnitDocument } from '../../parser/document.ts';
import type { UnitWorkspace } from '../../types.ts';
import type { Finding } from '../findings.ts';
import type { Unit } from '../unit.ts';

/** What an advice rule may look at. */
export interface AdviceContext {
  readonly workspace: UnitWorkspace;
  readonly version: SystemdVersion;
  /** The edited unit's text. */
  readonly document: UnitDocument;
  /** The edited unit as systemd would load it; undefined when its name is no unit name. */
  readonly unit: Unit | undefined;
  /** Units that would be loaded with it: the socket's service or template, by full name. */
  readonly loaded: ReadonlyMap<string, Unit>;
  /** What the systemd voice says already. */
  readonly findings: readonly Finding[];
}

/** Finds what verify is silent about. Findings name no line: `line` stays undefined. */
export type AdviceRule = (context: AdviceContext) => Iterable<Finding>;

/** Every advice rule, one file each. */
export const ADVICE_RULES: readonly AdviceRule[] = [];
