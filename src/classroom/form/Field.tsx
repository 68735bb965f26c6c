import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

interface Props {
  readonly label: string;
  /** What to enter, below the label. */
  readonly hint?: ComponentChildren;
  /** What is wrong with it; read out with the field. */
  readonly wrong?: string | null;
  readonly children: (attributes: FieldAttributes) => ComponentChildren;
}

interface FieldAttributes {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': 'true' | undefined;
}

/** A label, a field, and what there is to say about it, tied together. */
export function Field({ label, hint, wrong, children }: Props) {
  const id = useId();
  const described = [hint && `${id}-hint`, wrong && `${id}-wrong`].filter(Boolean).join(' ');
  return (
    <div class="ffield">
      <label for={id}>{label}</label>
      {hint && (
        <p class="fhint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {children({
        id,
        'aria-describedby': described || undefined,
        'aria-invalid': wrong ? 'true' : undefined,
      })}
      {wrong && (
        <p class="fwrong" id={`${id}-wrong`}>
          {wrong}
        </p>
      )}
    </div>
  );
}
