import type { Bench } from '../bench.ts';
import { Icon } from '../icon.tsx';
import { Compare } from './Compare.tsx';
import type { FileState } from './file-state.ts';
import { nameOf } from './workspace.ts';

/** The file changed in the machine while the learner has unsaved text: both are shown, one is chosen. */
export function ConflictView({ bench, file }: { bench: Bench; file: FileState }) {
  const { workspace } = bench;
  const name = nameOf(file.path);
  if (!file.conflict) return null;
  const gone = file.conflict.version === null;
  return (
    <>
      <div class="wb-bar warn" role="alert">
        <Icon name="warn" />
        <p>
          <b>
            {name} {gone ? 'was removed' : 'also changed'} in the machine.
          </b>{' '}
          Nothing is overwritten until you choose.
        </p>
        <span class="wb-acts">
          <button
            class="btn btn-sm"
            type="button"
            data-action="keep-mine"
            onClick={() => {
              workspace.dispatch(file.path, { type: 'keep-mine' });
              void bench.save();
            }}
          >
            Keep mine
          </button>
          <button
            class="btn btn-sm"
            type="button"
            data-action="take-machine"
            onClick={() => workspace.dispatch(file.path, { type: 'take-machine' })}
          >
            Take the machine's
          </button>
        </span>
      </div>
      <Compare
        label={`${name}: your text and the machine's`}
        left={{ name: 'Yours', text: file.text }}
        right={{
          name: gone ? 'In the machine: removed' : 'In the machine',
          text: file.conflict.content,
        }}
      />
    </>
  );
}
