import { Dialog } from './Dialog.tsx';

interface Props {
  readonly count: number;
  onReset(): void;
  onClose(): void;
}

/** Asks before cards start over. */
export function ResetDialog({ count, onReset, onClose }: Props) {
  const [cards, its, it] =
    count === 1 ? ['this card', 'Its', 'it'] : [`${count} cards`, 'Their', 'them'];
  return (
    <Dialog title={`Start over with ${cards}?`} onClose={onClose}>
      {(close) => (
        <>
          <p>
            {its} intervals go back to new. Notes stay, and the reviews stay in your statistics.
            Ctrl+Z takes it back.
          </p>
          <p class="row">
            <button
              class="btn btn-main"
              type="button"
              onClick={() => {
                close();
                onReset();
              }}
            >
              Reset {it}
            </button>
            <button class="btn" type="button" onClick={close}>
              Leave {it} as {count === 1 ? 'it is' : 'they are'}
            </button>
          </p>
        </>
      )}
    </Dialog>
  );
}
