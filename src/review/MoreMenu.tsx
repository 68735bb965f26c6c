import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon } from '../workbench/icon.tsx';

export interface MenuItem {
  readonly label: string;
  /** The key that does the same. */
  readonly shortcut?: string;
  onPick(): void;
}

/** A button, and below it what else there is. Escape and a click elsewhere close it. */
export function MoreMenu({ label, items }: { label: string; items: readonly MenuItem[] }) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!open) return;
    const outside = (event: Event) => {
      if (!(event.target instanceof Node && root.current?.contains(event.target))) setOpen(false);
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      setOpen(false);
      button.current?.focus();
    };
    document.addEventListener('pointerdown', outside);
    document.addEventListener('focusin', outside);
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('pointerdown', outside);
      document.removeEventListener('focusin', outside);
      document.removeEventListener('keydown', onKey);
    };
  }, [open]);
  return (
    <div class="more" ref={root}>
      <button
        class="btn btn-plain btn-sm"
        type="button"
        ref={button}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <Icon name="more" /> {label}
      </button>
      {open && (
        <ul class="panel">
          {items.map(({ label, shortcut, onPick }) => (
            <li key={label}>
              <button
                class="btn btn-plain"
                type="button"
                aria-keyshortcuts={shortcut}
                onClick={() => {
                  setOpen(false);
                  onPick();
                }}
              >
                {label}
                {shortcut && (
                  <span aria-hidden="true">
                    <kbd>{shortcut}</kbd>
                  </span>
                )}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
