import type { ArtefactProgress } from '../../offline/artefacts.ts';
import { inMegabytes } from '../../offline/megabytes.ts';

/** How far a download is, in bytes; it can be called off. */
export function Download({ progress, cancel }: { progress: ArtefactProgress; cancel: () => void }) {
  const { doneBytes, totalBytes } = progress;
  return (
    <>
      <progress class="wb-progress" max={totalBytes} value={doneBytes} aria-label="Download" />
      <span class="num small nowrap" data-download={doneBytes}>
        {inMegabytes(doneBytes)} of {inMegabytes(totalBytes)}
      </span>
      <button class="btn btn-sm" type="button" data-action="cancel-download" onClick={cancel}>
        Cancel
      </button>
    </>
  );
}
