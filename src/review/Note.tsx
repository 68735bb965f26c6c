import { useLayoutEffect, useRef } from 'preact/hooks';

interface Props {
  readonly text: string;
  readonly editing: boolean;
  onEdit(editing: boolean): void;
  onSave(text: string): void;
}

/** What the learner wrote to themselves about a card. */
export function Note({ text, editing, onEdit, onSave }: Props) {
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    if (editing) field.current?.focus();
  }, [editing]);
  if (!editing) {
    return (
      <div class="mynote">
        {text && <p>{text}</p>}
        <button class="btn btn-plain btn-sm" type="button" onClick={() => onEdit(true)}>
          {text ? 'Edit your note' : 'Add a note'}
        </button>
      </div>
    );
  }
  const close = (done: () => void) => {
    const card = field.current?.closest('article');
    done();
    card?.focus();
  };
  const save = () => close(() => onSave(field.current?.value.trim() ?? ''));
  return (
    <div class="mynote">
      <label for="note">Your note</label>
      <textarea
        id="note"
        ref={field}
        rows={3}
        maxLength={4000}
        defaultValue={text}
        onKeyDown={(event) => {
          if (event.key === 'Escape') close(() => onEdit(false));
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save();
        }}
      />
      <p class="row">
        <button class="btn btn-sm" type="button" onClick={save}>
          Save the note
        </button>
        <button
          class="btn btn-plain btn-sm"
          type="button"
          onClick={() => close(() => onEdit(false))}
        >
          Leave it as it was
        </button>
      </p>
    </div>
  );
}
