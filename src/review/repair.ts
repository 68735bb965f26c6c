/** Is a repaired unit file valid, and does it still say what it must? */
import { parseUnitFile } from '../unit-files/parser/parse.ts';
import type { Diagnostic, UnitWorkspace } from '../unit-files/types.ts';
import type { Reading, RepairTask } from './served.ts';
import { sameValue } from './typed.ts';

export interface Judgement {
  readonly ok: boolean;
  /** One sentence each: what systemd complains about, then what is missing. */
  readonly problems: readonly string[];
}

/** The files the language service is asked about. */
export function repairWorkspace(task: RepairTask, content: string): UnitWorkspace {
  return {
    unit: { name: task.name, content },
    companions: Object.entries(task.companions).map(([name, content]) => ({ name, content })),
  };
}

/** `found` is what the language service says about {@link repairWorkspace}. */
export function judgeRepair(
  task: RepairTask,
  content: string,
  found: readonly Diagnostic[],
): Judgement {
  const complaints = found
    .filter(({ voice, severity }) => voice === 'systemd' && severity !== 'info')
    .map(({ message, line, file }) => {
      const place = line === undefined ? (file ?? '') : `${file ?? 'Line'} ${line}`;
      return place ? `${place}: ${message}` : message;
    });
  const missing = Object.entries(task.keeps)
    .filter(([name, value]) => !keeps(content, name, value, task.readings[name]))
    .map(([name, value]) => {
      const dot = name.indexOf('.');
      return `The file has to say ${name.slice(dot + 1)}=${value} in [${name.slice(0, dot)}].`;
    });
  const problems = [...complaints, ...missing];
  return { ok: problems.length === 0, problems };
}

/** An empty assignment takes back those before it. */
function keeps(
  content: string,
  name: string,
  wanted: string,
  reading: Reading | undefined,
): boolean {
  const dot = name.indexOf('.');
  const [section, key] = [name.slice(0, dot), name.slice(dot + 1)];
  let kept = false;
  for (const item of parseUnitFile(content).items) {
    if (item.kind !== 'assignment' || item.section !== section || item.key !== key) continue;
    if (item.value === '') kept = wanted === '';
    else kept ||= sameValue(reading, wanted, item.value);
  }
  return kept;
}
