import { useEffect, useRef, useState } from 'preact/hooks';
import { MAX_TEXT } from '../../schemas/classroom/people.ts';
import { Field } from '../form/Field.tsx';
import { useSubmitting } from '../form/submitting.ts';
import { Trouble } from '../form/Trouble.tsx';

interface Props {
  readonly label: string;
  readonly hint?: string;
  readonly send: string;
  /** Text to begin with: a prepared hint, for example. */
  readonly start?: string;
  readonly rows?: number;
  readonly onSend: (text: string) => Promise<void>;
  readonly onCancel: () => void;
}

/** Something to say to one learner or to all; the text stays until it was sent. */
export function SendForm({ label, hint, send, start = '', rows = 3, onSend, onCancel }: Props) {
  const [text, setText] = useState(start);
  const field = useRef<HTMLTextAreaElement>(null);
  const { busy, trouble, run } = useSubmitting();
  // Its button was pressed to write: the focus goes along.
  useEffect(() => field.current?.focus(), []);
  return (
    <form
      class="cform"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '') void run(() => onSend(text.trim()));
      }}
    >
      <Field label={label} {...(hint === undefined ? {} : { hint })}>
        {(attributes) => (
          <textarea
            {...attributes}
            rows={rows}
            value={text}
            maxLength={MAX_TEXT}
            required
            ref={field}
            onInput={({ currentTarget }) => setText(currentTarget.value)}
          />
        )}
      </Field>
      <Trouble of={trouble} />
      <p class="row">
        <button class="btn btn-main" type="submit" aria-disabled={busy}>
          {busy ? 'Sending' : send}
        </button>
        <button class="btn" type="button" onClick={onCancel}>
          Cancel
        </button>
      </p>
    </form>
  );
}
