import { Icon } from '../icon.tsx';
import type { OfflineState } from './offline-use.ts';

/** In the machine's menu: whether it works without a network, and how to have it so. */
export function OfflineEntry({
  state,
  keep,
}: {
  state: OfflineState;
  keep: (bytes: number) => void;
}) {
  switch (state.t) {
    case 'none':
      return null;
    case 'ready':
      return (
        <p class="wb-offline" data-offline="ready">
          <Icon name="pass" />
          Kept here: works without a network
        </p>
      );
    case 'keeping':
      return (
        <p class="wb-offline" data-offline="keeping">
          <Icon name="run" />
          Is being kept for use offline
        </p>
      );
    default:
      return (
        <button
          class="btn"
          type="button"
          data-action="keep-offline"
          data-offline={state.t}
          onClick={() => keep(state.bytes)}
        >
          <Icon name="download" />
          Keep for use offline…
        </button>
      );
  }
}
