import { type Judgement, judge, type Run } from '../../../sandbox/unit-files/oracle.ts';
import type { SystemdVersion } from '../../../src/unit-files/directives/directives.ts';
import { createUnitFiles, verdictOf } from '../../../src/unit-files/service.ts';
import type { UnitFile, UnitWorkspace } from '../../../src/unit-files/types.ts';

/** Workspaces judged in one go: their shell script and its output stay small. */
const BATCH = 100;

/** A workspace of which systemd and we say different things. */
export interface Disagreement {
  readonly workspace: UnitWorkspace;
  readonly systemd: Judgement;
  readonly ours: Judgement;
}

/** What we say, in the oracle's form; of directories only the machine knows which there are. */
export function ourJudgement(version: SystemdVersion, workspace: UnitWorkspace): Judgement {
  const found = createUnitFiles({ version })
    .verify(workspace)
    .filter(({ id, line }) => line !== undefined || id !== 'command-is-directory');
  const place = ({ file = workspace.unit.name, line }: { file?: string; line?: number }): string =>
    `${file}:${line}`;
  return {
    verdict: verdictOf(found),
    lines: [...new Set(found.filter(({ line }) => line !== undefined).map(place))].sort(),
    messages: found.map((one) => `${place(one)} ${one.id}`),
  };
}

/** Where verdict or flagged lines differ from systemd's. */
export async function disagreements(
  run: Run,
  version: SystemdVersion,
  workspaces: readonly UnitWorkspace[],
): Promise<Disagreement[]> {
  const found: Disagreement[] = [];
  for (let start = 0; start < workspaces.length; start += BATCH) {
    const batch = workspaces.slice(start, start + BATCH);
    const judgements = await judge(run, batch);
    for (const [index, workspace] of batch.entries()) {
      const systemd = judgements[index];
      const ours = ourJudgement(version, workspace);
      if (systemd && !sameJudgement(systemd, ours)) found.push({ workspace, systemd, ours });
    }
  }
  return found;
}

function sameJudgement(a: Judgement, b: Judgement): boolean {
  return a.verdict === b.verdict && a.lines.join() === b.lines.join();
}

/** The same disagreement with every line and companion left out that does not matter. */
export async function smallest(
  run: Run,
  version: SystemdVersion,
  disagreement: Disagreement,
): Promise<Disagreement> {
  const [smaller] = await disagreements(run, version, [...reductions(disagreement.workspace)]);
  return smaller ? smallest(run, version, smaller) : disagreement;
}

/** Every way to leave out one companion or one line. */
function* reductions({ unit, companions }: UnitWorkspace): Generator<UnitWorkspace> {
  for (const [index] of companions.entries()) {
    yield { unit, companions: companions.toSpliced(index, 1) };
  }
  for (const shorter of withoutALine(unit)) yield { unit: shorter, companions };
  for (const [index, companion] of companions.entries()) {
    for (const shorter of withoutALine(companion)) {
      yield { unit, companions: companions.with(index, shorter) };
    }
  }
}

function* withoutALine({ name, content }: UnitFile): Generator<UnitFile> {
  const lines = content.split('\n');
  if (lines.length < 2) return;
  for (const [index] of lines.entries()) {
    yield { name, content: lines.toSpliced(index, 1).join('\n') };
  }
}

/** What a failed test prints. */
export function report({ workspace, systemd, ours }: Disagreement): string {
  const files = [workspace.unit, ...workspace.companions].map(
    ({ name, content }) => `--- ${name}\n${JSON.stringify(content)}`,
  );
  const said = ({ verdict, messages }: Judgement): string => [verdict, ...messages].join('\n  ');
  return `${files.join('\n')}\nsystemd: ${said(systemd)}\nwe: ${said(ours)}`;
}
