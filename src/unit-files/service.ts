import { type Directives, directivesOf, type SystemdVersion } from './directives/directives.ts';
import { fixesFor } from './fixes.ts';
import { LineIndex, type UnitDocument } from './parser/document.ts';
import { parseUnitFile } from './parser/parse.ts';
import { lessonOf } from './lessons.ts';
import { advise } from './rules/advice/index.ts';
import type { Finding } from './rules/findings.ts';
import { verifyUnit } from './rules/verify.ts';
import type { Diagnostic, UnitWorkspace, Voice } from './types.ts';

export type { SystemdVersion } from './directives/directives.ts';

/** Everything the service can tell about unit files, for one version of systemd. Pure: no state between calls. */
export interface UnitFiles {
  readonly version: SystemdVersion;
  readonly directives: Directives;
  /** Reads a file; takes anything. */
  parse(content: string): UnitDocument;
  /** Both voices about the unit and the companions that are loaded with it, in the order found. */
  diagnose(workspace: UnitWorkspace): Diagnostic[];
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
  };
}

function diagnose(workspace: UnitWorkspace, version: SystemdVersion): Diagnostic[] {
  const { loader } = verifyUnit(workspace, version);
  const document = loader.document(workspace.unit);
  const texts = new Map<string, LineIndex>();
  const linesOf = (file: string): LineIndex => {
    const lines = texts.get(file) ?? new LineIndex(loader.documents.get(file)?.text ?? '');
    texts.set(file, lines);
    return lines;
  };
  const diagnostic = (voice: Voice, finding: Finding): Diagnostic => {
    const { id, severity, message, detail, file, line, span } = finding;
    const own = file === workspace.unit.name;
    const lines = linesOf(file);
    const lesson = lessonOf(id);
    return {
      id,
      voice,
      severity,
      range: lines.range(span),
      message,
      ...(detail === undefined ? {} : { detail }),
      ...(line === undefined ? {} : { line }),
      ...(lesson === undefined ? {} : { lesson }),
      ...(own ? {} : { file }),
      fixes: own ? fixesFor(finding, document, lines, workspace) : [],
    };
  };
  const advice = advise({ workspace, version, document, findings: loader.findings });
  return [
    ...loader.findings.map((finding) => diagnostic('systemd', finding)),
    ...advice.map((finding) => diagnostic('advice', finding)),
  ];
}
