import { useState } from 'preact/hooks';
import { MAX_NAME } from '../../schemas/classroom/people.ts';
import { Field } from '../form/Field.tsx';
import { useSubmitting } from '../form/submitting.ts';
import { Trouble } from '../form/Trouble.tsx';

/** Codes are dictated and typed on phones: `abcd 2345`, `ABCD-2345` and `ABCD2345` are the same. */
export const cleanCode = (typed: string) => typed.toUpperCase().replace(/[^A-Z0-9]/g, '');

interface Props {
  /** From the link's fragment; empty when the address had none. */
  readonly code: string;
  readonly onJoin: (code: string, name: string) => Promise<void>;
}

/** A class code and a name: nothing else is asked for. */
export function JoinForm({ code: given, onJoin }: Props) {
  const [code, setCode] = useState(given);
  const [name, setName] = useState('');
  const { busy, trouble, run } = useSubmitting();
  return (
    <form
      class="cform"
      data-form="join"
      onSubmit={(event) => {
        event.preventDefault();
        void run(() => onJoin(cleanCode(code), name.trim()));
      }}
    >
      <Field label="Class code" hint="Your instructor shows it, or it came in a link.">
        {(attributes) => (
          <input
            {...attributes}
            class="code-input"
            name="code"
            value={code}
            required
            maxLength={40}
            autoComplete="off"
            autoCapitalize="characters"
            spellcheck={false}
            onInput={({ currentTarget }) => setCode(currentTarget.value)}
          />
        )}
      </Field>
      <Field
        label="Your name"
        hint="What your instructor reads beside your checks. A nickname will do, if they know it is you."
      >
        {(attributes) => (
          <input
            {...attributes}
            name="name"
            value={name}
            required
            maxLength={MAX_NAME}
            autoComplete="nickname"
            onInput={({ currentTarget }) => setName(currentTarget.value)}
          />
        )}
      </Field>
      <Trouble of={trouble} />
      <p>
        <button class="btn btn-main" type="submit" aria-disabled={busy}>
          {busy ? 'Joining' : 'Join the lab'}
        </button>
      </p>
    </form>
  );
}
