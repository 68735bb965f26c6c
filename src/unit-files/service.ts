import { type Directives, directivesOf, type SystemdVersion } from './directives/directives.ts';
import { createMender } from './fixes.ts';
import { lessonOf } from './lessons.ts';
import { LineIndex, type UnitDocument } from './parser/document.ts';
import { parseUnitFile } from './parser/parse.ts';
import { advise } from './rules/advice/index.ts';
import { verifyEdited } from './rules/edited.ts';
import type { Finding } from './rules/findings.ts';
import type { UnitLoader } from './rules/loader.ts';
import { verifyUnit } from './rules/verify.ts';
import type { Diagnostic, UnitWorkspace, Voice } from './types.ts';

export type { SystemdVersion } from './directives/directives.ts';

/** Everything the service can tell about unit files, for one version of systemd. Pure: no state between calls. */
export interface UnitFiles {
  readonly version: SystemdVersion;
  readonly directives: Directives;
  /** Reads a file; takes anything. */
  parse(content: string): UnitDocument;
  /**
   * Both voices about the unit and the companions that are loaded with it, in the order found. The
   * unit may be a drop-in, named with its folder: `ssh.socket.d/port.conf`.
   */
  diagnose(workspace: UnitWorkspace): Diagnostic[];
  /** The systemd voice alone: what `systemd-analyze verify` reports, without fixes. */
  verify(workspace: UnitWorkspace): Diagnostic[];
}

/** Outcome of systemd-analyze verify: silent, exit 0 with messages, or a failure. */
export type Verdict = 'ok' | 'note' | 'bad';

/** What the systemd voice of a list of diagnostics amounts to. */
export function verdictOf(diagnostics: readonly Diagnostic[]): Verdict {
  const said = diagnostics.filter(({ voice }) => voice === 'systemd');
  if (said.some(({ severity }) => severity !== 'info')) return 'bad';
  return said.length > 0 ? 'note' : 'ok';
}

/**
 * The language service for a target's systemd.
 *
 *     createUnitFiles({ version: 252 }).diagnose({ unit: { name: 'a.socket', content }, companions: [] })
 */
export function createUnitFiles({ version }: { readonly version: SystemdVersion }): UnitFiles {
  return {
    version,
    directives: directivesOf(version),
    parse: parseUnitFile,
    diagnose: (workspace) => diagnose(workspace, version),
    verify: (workspace) => {
      const { loader } = verifyUnit(workspace, version);
      const make = diagnosticsOf(loader, workspace);
      return loader.findings.map((finding) => make('systemd', finding));
    },
  };
}

const SHOWN = 1000;

function diagnose(workspace: UnitWorkspace, version: SystemdVersion): Diagnostic[] {
  const { loader, findings } = verifyEdited(workspace, version);
  const document = loader.document(workspace.unit);
  const advice = advise({ workspace, version, document, findings });
  const make = diagnosticsOf(loader, workspace);
  const lines = new LineIndex(document.text);
  const mend = createMender({ document, lines, workspace, version });
  const complete = (voice: Voice, finding: Finding): Diagnostic => {
    const mending = finding.file === workspace.unit.name ? mend(finding) : undefined;
    const { fixes = [], reason } = mending ?? {};
    const lesson = lessonOf(finding.id) ?? mending?.lesson;
    return {
      ...make(voice, finding),
      ...(reason === undefined ? {} : { detail: reason }),
      ...(lesson === undefined ? {} : { lesson }),
      fixes,
    };
  };
  return [
    ...findings.slice(0, SHOWN).map((finding) => complete('systemd', finding)),
    ...advice.slice(0, SHOWN).map((finding) => complete('advice', finding)),
  ];
}

/** Turns findings into diagnostics: spans into ranges of their file's text. */
function diagnosticsOf(
  loader: UnitLoader,
  workspace: UnitWorkspace,
): (voice: Voice, finding: Finding) => Diagnostic {
  const indexes = new Map<string, LineIndex>();
  const linesOf = (file: string): LineIndex => {
    const lines = indexes.get(file) ?? new LineIndex(loader.documents.get(file)?.text ?? '');
    indexes.set(file, lines);
    return lines;
  };
  return (voice, { id, severity, message, detail, file, line, span }) => ({
    id,
    voice,
    severity,
    range: linesOf(file).range(span),
    message,
    ...(detail === undefined ? {} : { detail }),
    ...(line === undefined ? {} : { line }),
    ...(file === workspace.unit.name ? {} : { file }),
    fixes: [],
  });
}
