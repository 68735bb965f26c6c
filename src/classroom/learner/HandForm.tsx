import { useEffect, useRef, useState } from 'preact/hooks';
import { MAX_TEXT } from '../../schemas/classroom/people.ts';
import type { Bench } from '../../workbench/bench.ts';
import { Field } from '../form/Field.tsx';
import { useSubmitting } from '../form/submitting.ts';
import { Trouble } from '../form/Trouble.tsx';

interface Props {
  readonly bench: Bench | null;
  readonly onRaise: (text: string, check: string | undefined) => Promise<void>;
  readonly onCancel: () => void;
}

/** A raised hand brings the failing check along, so that nobody has to describe it. */
export function HandForm({ bench, onRaise, onCancel }: Props) {
  const [text, setText] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const { busy, trouble, run } = useSubmitting();
  // Its button was pressed to write: the focus goes along.
  useEffect(() => field.current?.focus(), []);
  const failing = bench?.checks.board.value.rows.find(({ state }) => state === 'fail');
  return (
    <form
      class="cform cbar-form"
      data-form="hand"
      onSubmit={(event) => {
        event.preventDefault();
        void run(() => onRaise(text.trim(), failing?.id));
      }}
    >
      <Field label="What is it about?" hint="You can leave it empty.">
        {(attributes) => (
          <textarea
            {...attributes}
            rows={2}
            value={text}
            maxLength={MAX_TEXT}
            ref={field}
            onInput={({ currentTarget }) => setText(currentTarget.value)}
          />
        )}
      </Field>
      {failing && (
        <p class="small">
          Goes along: the check that fails, <b>{failing.title}</b>, and what it found.
        </p>
      )}
      <Trouble of={trouble} />
      <p class="row">
        <button class="btn btn-main" type="submit" aria-disabled={busy}>
          Raise hand
        </button>
        <button class="btn" type="button" onClick={onCancel}>
          Cancel
        </button>
      </p>
    </form>
  );
}
