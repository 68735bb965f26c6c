import type { Bench } from '../bench.ts';
import { Icon } from '../icon.tsx';
import { Download } from './Download.tsx';
import type { OfflineUse } from './offline-use.ts';

/** The download for use offline, while it runs and after it broke off. */
export function OfflineNotice({ bench, offline }: { bench: Bench; offline: OfflineUse }) {
  const state = offline.state.value;
  if (state.t === 'keeping') {
    return (
      <div class="wb-notice" data-offline="keeping">
        <Icon name="download" />
        <p>
          <b>The machine is being kept for use offline.</b> Go on working meanwhile.
        </p>
        <Download progress={state} cancel={() => offline.cancel()} />
      </div>
    );
  }
  if (state.t !== 'failed') return null;
  return (
    <div class="wb-notice fail" data-offline="failed">
      <Icon name="fail" />
      <p>
        <b>Not everything is kept for use offline.</b> {state.message}
      </p>
      <button
        class="btn btn-sm"
        type="button"
        data-action="keep-again"
        onClick={() => void bench.keepOffline()}
      >
        Try again
      </button>
      <button
        class="iconbtn"
        type="button"
        aria-label="Dismiss"
        onClick={() => void offline.look()}
      >
        <Icon name="close" />
      </button>
    </div>
  );
}
