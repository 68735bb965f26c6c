import type { Diagnostic, Severity } from '../../unit-files/types.ts';
import type { Bench } from '../bench.ts';
import { Icon, type IconName } from '../icon.tsx';
import { onTabKeys } from '../tab-keys.ts';
import { isUnsaved } from './file-state.ts';
import { worst } from './paint.ts';
import { nameOf } from './workspace.ts';

export const SEVERITY_LOOK: Readonly<Record<Severity, { icon: IconName; tint: string }>> = {
  error: { icon: 'fail', tint: 'c-fail' },
  warning: { icon: 'warn', tint: 'c-warn' },
  info: { icon: 'info', tint: 'c-busy' },
};

/** One tab a file: its name, whether it is saved, how many problems it has. */
export function FileTabs({ bench, panel }: { bench: Bench; panel: string }) {
  const { workspace, problems, connection } = bench;
  const active = workspace.active.value;
  const inMachine = connection.phase.value === 'ready';
  return (
    <div class="tabs" role="tablist" aria-label="Files" onKeyDown={onTabKeys}>
      {workspace.files.value.map((file) => (
        <button
          key={file.path}
          class="tab file"
          type="button"
          role="tab"
          title={file.path}
          aria-selected={file.path === active}
          aria-controls={panel}
          tabIndex={file.path === active ? 0 : -1}
          data-editor-file={file.path}
          onClick={() => workspace.show(file.path)}
        >
          {nameOf(file.path)}
          {inMachine && isUnsaved(file) && !file.conflict && (
            <span class="wb-dirty" title="Not saved into the machine">
              <span class="vh"> not saved</span>
            </span>
          )}
          {file.conflict && (
            <span class="st c-warn">
              <Icon name="warn" />
              <span class="vh">changed in the machine as well</span>
            </span>
          )}
          {file.text.trim() !== '' && <ProblemCount found={problems.byFile.value.get(file.path)} />}
        </button>
      ))}
    </div>
  );
}

/** Nothing until the file was judged. */
function ProblemCount({ found }: { found: readonly Diagnostic[] | undefined }) {
  if (!found) return null;
  const grave = worst(found);
  if (!grave) {
    return (
      <span class="st c-pass">
        <Icon name="pass" />
        <span class="vh">no problems</span>
      </span>
    );
  }
  const { icon, tint } = SEVERITY_LOOK[grave];
  return (
    <span class={`st ${tint}`}>
      <Icon name={icon} />
      {found.length}
      <span class="vh">{found.length === 1 ? 'problem' : 'problems'}</span>
    </span>
  );
}
