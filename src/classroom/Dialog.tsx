import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';

interface Props {
  readonly title: ComponentChildren;
  readonly children: ComponentChildren;
  readonly class?: string;
  readonly onClose: () => void;
}

/**
 * A modal question. The focus goes to its heading, not to a button: whoever was typing when it
 * came does not answer it by accident.
 */
export function Dialog({ title, children, class: extra, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const id = useId();
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    heading.current?.focus();
    // Taken away while open: the focus goes back to where it was all the same.
    return () => element?.close();
  }, []);
  return (
    <dialog
      class={extra ? `panel cdialog ${extra}` : 'panel cdialog'}
      ref={dialog}
      aria-labelledby={id}
      onClose={onClose}
    >
      <h2 id={id} ref={heading} tabIndex={-1}>
        {title}
      </h2>
      {children}
    </dialog>
  );
}
