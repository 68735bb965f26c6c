import type { Bench } from '../bench.ts';
import { Keys } from '../Keys.tsx';
import { formatClock } from '../machine/time.ts';
import { isEdited, isUnsaved } from './file-state.ts';

/** Where the text stands, and how to save and to leave. */
export function EditorFoot({ bench, tabLeaves }: { bench: Bench; tabLeaves: boolean | null }) {
  return (
    <p class="wb-foot tiny muted">
      <span class="num">{savedWords(bench)}</span>
      {tabLeaves !== null && (
        <span role="status">
          <Keys of="leaveEditor" />{' '}
          {tabLeaves
            ? 'lets Tab indent again; Tab leaves the editor now'
            : 'lets Tab leave the editor'}
        </span>
      )}
    </p>
  );
}

function savedWords({ workspace, connection }: Bench) {
  const file = workspace.current.value;
  if (!file) return null;
  if (connection.phase.value !== 'ready') {
    return isEdited(file) ? 'Kept in this browser' : 'As the exercise starts';
  }
  if (file.sending !== null) return 'Saving';
  if (isUnsaved(file)) {
    return (
      <>
        Not saved. <Keys of="save" /> saves
      </>
    );
  }
  const at = workspace.savedAt.value.get(file.path);
  return at === undefined ? 'As in the machine' : `Saved ${formatClock(at)}`;
}
