import type { ComponentChildren } from 'preact';
import { Dialog } from './Dialog.tsx';

interface Props {
  readonly title: ComponentChildren;
  /** What it does, in a word: the button. */
  readonly act: string;
  /** What follows from it, and what is lost. */
  readonly children: ComponentChildren;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before something that cannot be undone. */
export function Confirm({ title, act, children, onConfirm, onClose }: Props) {
  return (
    <Dialog title={title} onClose={onClose}>
      {children}
      <p class="row">
        <button
          class="btn btn-main"
          type="button"
          onClick={() => {
            onClose();
            onConfirm();
          }}
        >
          {act}
        </button>
        <button class="btn" type="button" onClick={onClose}>
          Cancel
        </button>
      </p>
    </Dialog>
  );
}
