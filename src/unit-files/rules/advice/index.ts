import type { SystemdVersion } from '../../directives/directives.ts';
import type { UnitDocument } from '../../parser/document.ts';
import type { UnitWorkspace } from '../../types.ts';
import type { Finding } from '../findings.ts';
import type { Advice } from './advice.ts';
import { RULES } from './rules.ts';
import { Surroundings } from './surroundings.ts';

/** What advice is given on. */
export interface AdviceContext {
  readonly workspace: UnitWorkspace;
  readonly version: SystemdVersion;
  /** The edited unit's text. */
  readonly document: UnitDocument;
  /** What the systemd voice says already. */
  readonly findings: readonly Finding[];
}

/** What verify is silent about, by every rule of `rules.ts`; about the edited unit alone. */
export function advise({ workspace, version, document, findings }: AdviceContext): Advice[] {
  const surroundings = new Surroundings(workspace, document, findings);
  return RULES.flatMap((rule) =>
    [...rule.check(surroundings, version)].map((remark) => ({
      id: rule.id,
      severity: 'warning' as const,
      fixes: [],
      ...remark,
      file: workspace.unit.name,
      line: undefined,
    })),
  );
}
