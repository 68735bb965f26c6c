/** One machine in the whole browser: tabs take turns. */
export interface TabTurn {
  /** The turn, to be given back by the returned function; null while another tab has it. */
  take(): Promise<(() => void) | null>;
  /** Asks the tab that has the turn to give it back; resolves when it has, or does not answer. */
  ask(): Promise<void>;
  /** Called when another tab asks; the turn should be given back soon after. */
  onAsked: () => void;
  /** Called when another tab has not waited any longer: the turn is gone. */
  onLost: () => void;
}

const NAME = 'lab-machine';
/** How long the other tab may take to keep its work, ms; a tab that hangs is not waited for. */
const PATIENCE_MS = 8_000;

/** Turns through Web Locks, asked for over a BroadcastChannel. */
export function browserTurn(
  locks: LockManager = navigator.locks,
  channel: BroadcastChannel = new BroadcastChannel(NAME),
  patienceMs = PATIENCE_MS,
): TabTurn {
  let steal = false;
  const turn: TabTurn = {
    onAsked: () => {},
    onLost: () => {},
    take() {
      const options: LockOptions = steal ? { steal: true } : { ifAvailable: true };
      steal = false;
      return new Promise((resolve) => {
        locks
          .request(NAME, options, (lock) => {
            if (!lock) return resolve(null);
            return new Promise<void>((release) => resolve(release));
          })
          .catch(() => turn.onLost());
      });
    },
    async ask() {
      channel.postMessage('asked');
      const late = AbortSignal.timeout(patienceMs);
      await locks
        .request(NAME, { signal: late }, () => {})
        .catch(() => {
          steal = true;
        });
    },
  };
  channel.onmessage = ({ data }) => {
    if (data === 'asked') turn.onAsked();
  };
  return turn;
}
