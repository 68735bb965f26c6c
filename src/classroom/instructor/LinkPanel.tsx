import { useState } from 'preact/hooks';
import type { Invitation } from '../../schemas/classroom/people.ts';
import { CopyField } from '../CopyField.tsx';
import { useSubmitting } from '../form/submitting.ts';
import { Trouble } from '../form/Trouble.tsx';

const WHEN = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });

interface Props {
  readonly id: string;
  readonly title: string;
  readonly act: string;
  readonly label: string;
  readonly make: () => Promise<Invitation>;
}

/** Makes a link that signs one browser in, and shows it once. */
export function LinkPanel({ id, title, act, label, make }: Props) {
  const [made, setMade] = useState<Invitation | null>(null);
  const { trouble, run } = useSubmitting();
  return (
    <section class="panel" aria-labelledby={`${id}-h`}>
      <h2 id={`${id}-h`}>{title}</h2>
      {made ? (
        <>
          <CopyField
            label={label}
            value={`${location.origin}/class/sign-in/#${made.token}`}
            name={id}
          />
          <p class="small muted">It expires on {WHEN.format(made.expiresAt)}.</p>
        </>
      ) : (
        <p>
          <button
            class="btn"
            type="button"
            onClick={() => void run(async () => setMade(await make()))}
          >
            {act}
          </button>
        </p>
      )}
      <Trouble of={trouble} />
    </section>
  );
}
