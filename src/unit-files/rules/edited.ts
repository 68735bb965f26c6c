import type { SystemdVersion } from '../directives/directives.ts';
import type { UnitFile, UnitWorkspace } from '../types.ts';
import type { Finding } from './findings.ts';
import type { UnitLoader } from './loader.ts';
import { verifyUnit } from './verify.ts';

/** What verify finds out about the file being edited, which may be a drop-in of a unit. */
export interface EditedVerification {
  readonly loader: UnitLoader;
  readonly findings: readonly Finding[];
}

/** Name of the unit a drop-in belongs to: `ssh.socket` for `ssh.socket.d/port.conf`. */
export function unitOfDropIn(fileName: string): string | undefined {
  return /^([^/]+\.[a-z]+)\.d\/[^/]+\.conf$/.exec(fileName)?.[1];
}

/**
 * Verifies a unit, or for a drop-in the unit it belongs to and then only what the drop-in says: the
 * unit itself may be on the machine alone.
 */
export function verifyEdited(
  workspace: UnitWorkspace,
  version: SystemdVersion,
): EditedVerification {
  const dropIn = workspace.unit;
  const name = unitOfDropIn(dropIn.name);
  if (name === undefined) {
    const { loader } = verifyUnit(workspace, version);
    return { loader, findings: loader.findings };
  }
  const unknown: UnitFile = { name, content: '# on the machine\n' };
  const unit = workspace.companions.find((file) => file.name === name) ?? unknown;
  const others = workspace.companions.filter((file) => file !== unit);
  const { loader } = verifyUnit({ unit, companions: [...others, dropIn] }, version);
  return { loader, findings: loader.findings.filter(({ file }) => file === dropIn.name) };
}
