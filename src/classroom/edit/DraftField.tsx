/** Fields of a class's form for times and amounts. */
import { Field } from '../form/Field.tsx';
import type { Draft } from './draft.ts';

type Keys<T> = { [K in keyof Draft]: Draft[K] extends T ? K : never }[keyof Draft];
interface PartProps<K extends keyof Draft> {
  readonly label: string;
  readonly hint?: string;
  readonly name: K;
  readonly draft: Draft;
  readonly wrong?: string | undefined;
  readonly onChange: (given: Partial<Draft>) => void;
}

export function Time({ label, name, draft, wrong, onChange }: PartProps<'startsAt' | 'endsAt'>) {
  return (
    <Field label={label} wrong={wrong ?? null}>
      {(attributes) => (
        <input
          {...attributes}
          type="datetime-local"
          name={name}
          value={draft[name]}
          onInput={({ currentTarget }) => onChange({ [name]: currentTarget.value })}
        />
      )}
    </Field>
  );
}

export function Amount(props: PartProps<Keys<number>> & { min: number; max: number }) {
  const { label, hint, name, draft, wrong, min, max, onChange } = props;
  return (
    <Field label={label} wrong={wrong ?? null} {...(hint === undefined ? {} : { hint })}>
      {(attributes) => (
        <input
          {...attributes}
          type="number"
          name={name}
          min={min}
          max={max}
          value={draft[name]}
          onInput={({ currentTarget }) => {
            const amount = Math.round(currentTarget.valueAsNumber);
            if (amount >= min && amount <= max) onChange({ [name]: amount });
          }}
        />
      )}
    </Field>
  );
}
