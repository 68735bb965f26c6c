import { useSignal } from '@preact/signals';
import { useCallback } from 'preact/hooks';
import type { Bench } from '../bench.ts';
import { Icon } from '../icon.tsx';
import { RoomButton } from '../layout/RoomButton.tsx';
import { ConflictView } from './ConflictView.tsx';
import { EditorFoot } from './EditorFoot.tsx';
import { FileTabs } from './FileTabs.tsx';
import { MonacoView } from './MonacoView.tsx';
import { ProblemRow } from './ProblemRow.tsx';
import { SolutionView } from './SolutionView.tsx';

const BODY = 'wb-editor-body';

export function EditorPane({ bench, inUse }: { bench: Bench; inUse: boolean }) {
  const { workspace, showsSolution, exercise } = bench;
  /** Null: the plain editor, which Tab always leaves. */
  const tabLeaves = useSignal<boolean | null>(null);
  const onTabLeaves = useCallback(
    (leaves: boolean | null) => {
      tabLeaves.value = leaves;
    },
    [tabLeaves],
  );
  const file = workspace.current.value;
  const compares = file !== undefined && (file.conflict !== null || showsSolution.value);
  const hasSolution = exercise.files.some(({ solution }) => solution !== null);
  return (
    <>
      <div class="phead wb-head wb-ed-head">
        <FileTabs bench={bench} panel={BODY} />
        <span class="end">
          {hasSolution && (
            <button
              class="btn btn-sm btn-plain"
              type="button"
              data-action="show-solution"
              aria-pressed={showsSolution.value}
              onClick={() => {
                showsSolution.value = !showsSolution.value;
              }}
            >
              Solution
            </button>
          )}
          <RoomButton layout={bench.layout} pane="editor" />
        </span>
      </div>
      <div class="wb-ed-body" id={BODY} role="tabpanel" aria-label={file?.path ?? 'No file'}>
        {file?.shelf && !compares && <ShelfBar bench={bench} path={file.path} />}
        {file?.conflict ? (
          <ConflictView bench={bench} file={file} />
        ) : (
          file && showsSolution.value && <SolutionView bench={bench} file={file} />
        )}
        <div class="wb-ed-text" hidden={compares}>
          <MonacoView bench={bench} wanted={inUse} onTabLeaves={onTabLeaves} />
        </div>
        {!compares && <ProblemRow bench={bench} />}
      </div>
      <EditorFoot bench={bench} tabLeaves={tabLeaves.value} />
    </>
  );
}

function ShelfBar({ bench: { workspace }, path }: { bench: Bench; path: string }) {
  return (
    <div class="wb-bar">
      <Icon name="info" />
      <p>Your earlier text is set aside.</p>
      <span class="wb-acts">
        <button
          class="btn btn-sm"
          type="button"
          data-action="bring-back"
          onClick={() => workspace.dispatch(path, { type: 'unshelve' })}
        >
          <Icon name="undo" />
          Bring it back
        </button>
        <button
          class="btn btn-sm btn-plain"
          type="button"
          onClick={() => workspace.dispatch(path, { type: 'forget-shelf' })}
        >
          Forget it
        </button>
      </span>
    </div>
  );
}
