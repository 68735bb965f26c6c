import type { ComponentChildren } from 'preact';
import { useId, useRef, useState } from 'preact/hooks';
import { Icon } from '../../../workbench/icon.tsx';

type State =
  | { readonly kind: 'idle' }
  | { readonly kind: 'busy' }
  | { readonly kind: 'done' | 'failed'; readonly words: string };

interface TaskProps {
  readonly label: string;
  /** Does the work and answers what happened, in words. Throws an Error that says what to do. */
  readonly run: () => Promise<string>;
  readonly main?: boolean;
}

/** A button and, beside it, what came of it. */
export function Task({ label, run, main = false }: TaskProps) {
  const [state, attempt] = useAttempt();
  const id = useId();
  return (
    <div class="task">
      <button
        class={`btn ${main ? 'btn-main' : ''}`}
        type="button"
        aria-describedby={id}
        aria-disabled={state.kind === 'busy'}
        onClick={() => attempt(run)}
      >
        {label}
      </button>
      <Outcome id={id} state={state} />
    </div>
  );
}

interface FileTaskProps {
  readonly label: string;
  readonly accept: string;
  readonly run: (file: File) => Promise<string>;
}

/** A file to choose and, beside it, what came of it. */
export function FileTask({ label, accept, run }: FileTaskProps) {
  const [state, attempt] = useAttempt();
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const take = () => {
    const file = input.current?.files?.[0];
    if (!file) return;
    attempt(() => run(file));
    // So that the same file can be chosen again.
    if (input.current) input.current.value = '';
  };
  return (
    <div class="task">
      <label class="btn">
        {label}
        <input
          class="vh"
          type="file"
          accept={accept}
          ref={input}
          aria-describedby={id}
          disabled={state.kind === 'busy'}
          onChange={take}
        />
      </label>
      <Outcome id={id} state={state} />
    </div>
  );
}

function useAttempt(): [State, (run: () => Promise<string>) => void] {
  const [state, setState] = useState<State>({ kind: 'idle' });
  const attempt = (run: () => Promise<string>): void => {
    if (state.kind === 'busy') return;
    setState({ kind: 'busy' });
    run().then(
      (words) => setState({ kind: 'done', words }),
      (error: unknown) =>
        setState({ kind: 'failed', words: error instanceof Error ? error.message : String(error) }),
    );
  };
  return [state, attempt];
}

/** Always there, so that what appears in it is announced. */
function Outcome({ id, state }: { id: string; state: State }) {
  return (
    <p id={id} role="status" class={`outcome ${state.kind}`}>
      {state.kind === 'busy' && <Words icon="run" words="Working." />}
      {state.kind === 'done' && <Words icon="pass" words={state.words} />}
      {state.kind === 'failed' && <Words icon="fail" words={state.words} />}
    </p>
  );
}

function Words({ icon, words }: { icon: 'run' | 'pass' | 'fail'; words: ComponentChildren }) {
  return (
    <>
      <Icon name={icon} />
      <span>{words}</span>
    </>
  );
}
