import { useState } from 'preact/hooks';
import { MAX_TEXT } from '../../schemas/classroom/people.ts';
import { Dialog } from '../Dialog.tsx';
import { Field } from '../form/Field.tsx';
import { useSubmitting } from '../form/submitting.ts';
import { Trouble } from '../form/Trouble.tsx';

export type Broadcast =
  | { readonly kind: 'message' | 'command'; readonly text: string }
  | { readonly kind: 'eyes-up'; readonly text: string; readonly forMs: number };

const KINDS = {
  message: {
    title: 'Message',
    label: 'Message to everybody',
    hint: 'Write code in `backticks`.',
    send: 'Send to all',
  },
  command: {
    title: 'Command to try',
    label: 'Command',
    hint: 'Learners get it with buttons that copy it or type it into their terminal. Nothing runs by itself.',
    send: 'Send to all',
  },
  'eyes-up': {
    title: 'Eyes up here',
    label: 'What it is about (may be empty)',
    hint: 'Dims every screen. Machines run on, nothing is lost, and learners can go on at any time.',
    send: 'Dim the screens',
  },
} as const;
type Kind = keyof typeof KINDS;

const MINUTES = [1, 2, 5, 10];

interface Props {
  readonly onSend: (broadcast: Broadcast) => Promise<void>;
  readonly onClose: () => void;
}

/** One thing to all learners at once. */
export function MessageAll({ onSend, onClose }: Props) {
  const [kind, setKind] = useState<Kind>('message');
  const [text, setText] = useState('');
  const [minutes, setMinutes] = useState(2);
  const { busy, trouble, run } = useSubmitting();
  const { label, hint, send } = KINDS[kind];
  const broadcast = (): Broadcast =>
    kind === 'eyes-up'
      ? { kind, text: text.trim(), forMs: minutes * 60_000 }
      : { kind, text: text.trim() };
  return (
    <Dialog title="To all learners" onClose={onClose}>
      <fieldset class="seg">
        <legend class="vh">What to send</legend>
        {(Object.keys(KINDS) as Kind[]).map((each) => (
          <button
            key={each}
            type="button"
            data-kind={each}
            aria-pressed={each === kind}
            onClick={() => setKind(each)}
          >
            {KINDS[each].title}
          </button>
        ))}
      </fieldset>
      <form
        class="cform"
        onSubmit={(event) => {
          event.preventDefault();
          void run(async () => {
            await onSend(broadcast());
            onClose();
          });
        }}
      >
        <Field label={label} hint={hint}>
          {(attributes) =>
            kind === 'message' ? (
              <textarea
                {...attributes}
                rows={4}
                value={text}
                required
                maxLength={MAX_TEXT}
                onInput={({ currentTarget }) => setText(currentTarget.value)}
              />
            ) : (
              <input
                {...attributes}
                class={kind === 'command' ? 'mono' : undefined}
                value={text}
                required={kind === 'command'}
                maxLength={MAX_TEXT}
                spellcheck={kind !== 'command'}
                autoCapitalize="none"
                onInput={({ currentTarget }) => setText(currentTarget.value)}
              />
            )
          }
        </Field>
        {kind === 'eyes-up' && (
          <Field label="Over by itself after">
            {(attributes) => (
              <select
                {...attributes}
                value={minutes}
                onChange={({ currentTarget }) => setMinutes(Number(currentTarget.value))}
              >
                {MINUTES.map((each) => (
                  <option key={each} value={each}>
                    {each === 1 ? '1 minute' : `${each} minutes`}
                  </option>
                ))}
              </select>
            )}
          </Field>
        )}
        <Trouble of={trouble} />
        <p class="row">
          <button class="btn btn-main" type="submit" aria-disabled={busy}>
            {busy ? 'Sending' : send}
          </button>
          <button class="btn" type="button" onClick={onClose}>
            Cancel
          </button>
        </p>
      </form>
    </Dialog>
  );
}
