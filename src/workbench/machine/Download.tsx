import { inMegabytes } from '../../offline/artefact-error.ts';
import type { Bench } from '../bench.ts';
import type { Progress } from './places.ts';

/** How far the machine is downloaded, in bytes; it can be called off. */
export function Download({ bench, progress }: { bench: Bench; progress: Progress }) {
  const { doneBytes, totalBytes } = progress;
  return (
    <>
      <progress class="wb-progress" max={totalBytes} value={doneBytes} aria-label="Download" />
      <span class="num small nowrap" data-download={doneBytes}>
        {inMegabytes(doneBytes)} of {inMegabytes(totalBytes)}
      </span>
      <button
        class="btn btn-sm"
        type="button"
        data-action="cancel-download"
        onClick={() => void bench.end()}
      >
        Cancel
      </button>
    </>
  );
}
