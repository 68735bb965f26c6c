import { useEffect } from 'preact/hooks';
import { Dialog } from '../Dialog.tsx';
import { Name } from '../Name.tsx';

interface Props {
  /** The instructor who asks. */
  readonly by: string;
  readonly text: string;
  /** It goes by itself after this long, ms. */
  readonly leftMs: number;
  readonly onOver: () => void;
}

/**
 * Dims the screen while the instructor speaks. It goes by itself, and at once with Escape or its
 * button: nobody is kept from their work, by assistive technology least of all.
 */
export function EyesUp({ by, text, leftMs, onOver }: Props) {
  useEffect(() => {
    const timer = setTimeout(onOver, Math.max(0, leftMs));
    return () => clearTimeout(timer);
  }, [leftMs, onOver]);
  return (
    <Dialog class="eyes-up" title="Eyes up here" onClose={onOver}>
      {text !== '' && <p class="eyes-text">{text}</p>}
      <p class="muted">
        <Name of={by} /> is speaking to the class. This goes by itself; your machine runs on and
        nothing is lost.
      </p>
      <p>
        <button class="btn" type="button" onClick={onOver}>
          Go on working
        </button>
      </p>
    </Dialog>
  );
}
