import { useSignal } from '@preact/signals';
import type { Bench } from '../bench.ts';
import { Icon } from '../icon.tsx';
import { Compare } from './Compare.tsx';
import type { FileState } from './file-state.ts';
import { nameOf } from './workspace.ts';

/** The solution beside the learner's text; copied into the editor only after a second word. */
export function SolutionView({ bench, file }: { bench: Bench; file: FileState }) {
  const { workspace, exercise, showsSolution } = bench;
  const asking = useSignal(false);
  const solved = exercise.files.filter(({ solution }) => solution !== null);
  const solution = solved.find(({ path }) => path === file.path)?.solution;
  const close = () => {
    showsSolution.value = false;
  };
  const copy = () => {
    for (const { path, solution: text } of solved) {
      if (text !== null) workspace.dispatch(path, { type: 'put', text });
    }
    close();
  };
  const files = solved.length === 1 ? 'this file' : `all ${solved.length} files`;
  return (
    <>
      <div class="wb-bar">
        <Icon name="eye" />
        {asking.value ? (
          <p>
            <b>Put the solution into {files}?</b> Your text is set aside; you can bring it back.
          </p>
        ) : (
          <p>
            <b>The solution beside your text.</b> Other ways may pass as well.
          </p>
        )}
        <span class="wb-acts">
          {asking.value ? (
            <button
              class="btn btn-sm btn-main"
              type="button"
              data-action="put-solution"
              onClick={copy}
            >
              Put it in
            </button>
          ) : (
            <button
              class="btn btn-sm"
              type="button"
              data-action="copy-solution"
              onClick={() => {
                asking.value = true;
              }}
            >
              Copy into the editor…
            </button>
          )}
          <button class="btn btn-sm btn-plain" type="button" onClick={close}>
            {asking.value ? 'Cancel' : 'Close'}
          </button>
        </span>
      </div>
      {typeof solution === 'string' ? (
        <Compare
          label={`${nameOf(file.path)}: your text and the solution`}
          left={{ name: 'Yours', text: file.text }}
          right={{ name: 'Solution', text: solution }}
        />
      ) : (
        <p class="wb-empty muted small">The solution leaves {nameOf(file.path)} as it is.</p>
      )}
    </>
  );
}
