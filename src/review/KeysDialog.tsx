import { Dialog } from './Dialog.tsx';
import { KEYS } from './keys.ts';
import { Key } from './Rail.tsx';

interface Props {
  readonly single: boolean;
  onSingle(on: boolean): void;
  onClose(): void;
}

/** All keys, and the switch for those without a modifier. */
export function KeysDialog({ single, onSingle, onClose }: Props) {
  return (
    <Dialog title="Keys" onClose={onClose}>
      {(close) => (
        <>
          <dl class="keys">
            {KEYS.map(([keys, what]) => (
              <Key key={what} keys={keys} what={what} />
            ))}
            <Key keys={['Ctrl+Enter']} what="Check a file, save a note" />
          </dl>
          <p>Single keys work while the focus is in the card. Ctrl+Z works always.</p>
          <label class="row">
            <input
              type="checkbox"
              checked={single}
              onChange={(event) => onSingle(event.currentTarget.checked)}
            />
            Use single keys
          </label>
          <p>
            <button class="btn btn-main" type="button" onClick={close}>
              Back to the card
            </button>
          </p>
        </>
      )}
    </Dialog>
  );
}
