import { useState } from 'preact/hooks';
import { Field } from '../form/Field.tsx';
import { useSubmitting } from '../form/submitting.ts';
import { Trouble } from '../form/Trouble.tsx';
import { cleanCode } from './JoinForm.tsx';

/** Back into a class from another browser, with the code that was shown after joining. */
export function ReturnForm({ onReturn }: { onReturn: (code: string) => Promise<void> }) {
  const [code, setCode] = useState('');
  const { busy, trouble, run } = useSubmitting();
  return (
    <form
      class="cform"
      data-form="return"
      onSubmit={(event) => {
        event.preventDefault();
        void run(() => onReturn(cleanCode(code)));
      }}
    >
      <Field
        label="Return code"
        hint="It was shown when you joined. Without it, ask your instructor for a new one."
      >
        {(attributes) => (
          <input
            {...attributes}
            class="code-input"
            name="return-code"
            value={code}
            required
            maxLength={60}
            autoComplete="off"
            autoCapitalize="characters"
            spellcheck={false}
            onInput={({ currentTarget }) => setCode(currentTarget.value)}
          />
        )}
      </Field>
      <Trouble of={trouble} />
      <p>
        <button class="btn" type="submit" aria-disabled={busy}>
          {busy ? 'Looking' : 'Come back'}
        </button>
      </p>
    </form>
  );
}
