import { useState } from 'preact/hooks';
import type { ClassView } from '../../schemas/classroom/class.ts';
import { MAX_TITLE } from '../../schemas/classroom/people.ts';
import { classroom } from '../api.ts';
import { Field } from '../form/Field.tsx';
import { useSubmitting } from '../form/submitting.ts';
import { Trouble } from '../form/Trouble.tsx';
import { loadLessons, type OfferedModule } from '../lessons.ts';
import { useLoaded, Waiting } from '../screen/loaded.tsx';
import { fromAddress } from '../screen/mount.tsx';
import { Amount, Time } from './DraftField.tsx';
import { type Draft, draftOf, NEW_CLASS, problems, specOf } from './draft.ts';
import { EndOfClass } from './EndOfClass.tsx';
import { LessonChoice } from './LessonChoice.tsx';
import { Roster } from './Roster.tsx';

/** `/class/edit/?id=` changes a class; without an id it makes one. */
export function EditClass() {
  const id = fromAddress('id');
  const loaded = useLoaded(async () => {
    const [offered, view] = await Promise.all([loadLessons(), id ? classroom.class(id) : null]);
    return { offered, view };
  });
  return (
    <main id="main" class="labs narrow">
      <header>
        <p class="small">
          <a href="/class/teach/">Your classes</a>
        </p>
        <h1>{id ? 'Edit class' : 'New class'}</h1>
      </header>
      {loaded.value ? (
        <>
          {loaded.value.view?.archivedAt != null && (
            <p class="note">
              This class is archived: nobody can join, and it has no machines. Its results are kept
              for {loaded.value.view.retentionDays} days after that.
            </p>
          )}
          <ClassForm
            key={loaded.value.view?.version}
            offered={loaded.value.offered}
            view={loaded.value.view}
            onOutdated={() => void loaded.reload()}
          />
          {loaded.value.view && (
            <>
              {loaded.value.view.archivedAt === null && (
                <Roster id={loaded.value.view.id} title={loaded.value.view.title} />
              )}
              <EndOfClass view={loaded.value.view} />
            </>
          )}
        </>
      ) : (
        <Waiting of={loaded} />
      )}
    </main>
  );
}

interface FormProps {
  readonly offered: readonly OfferedModule[];
  readonly view: ClassView | null;
  readonly onOutdated: () => void;
}

function ClassForm({ offered, view, onOutdated }: FormProps) {
  const [draft, setDraft] = useState<Draft>(() => (view ? draftOf(view) : NEW_CLASS));
  const [tried, setTried] = useState(false);
  const [version, setVersion] = useState(view?.version ?? 0);
  const [saved, setSaved] = useState(false);
  const { busy, trouble, run } = useSubmitting();
  const wrong = tried ? problems(draft) : {};
  const set = (given: Partial<Draft>) => {
    setSaved(false);
    setDraft({ ...draft, ...given });
  };
  const save = async () => {
    if (!view) {
      const made = await classroom.create(specOf(draft));
      location.assign(`/class/lab/?id=${made.id}`);
      return;
    }
    const edited = await classroom.edit(view.id, version, specOf(draft));
    setVersion(edited.version);
    setSaved(true);
  };
  return (
    <form
      class="cform panel"
      noValidate
      data-form="class"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (Object.keys(problems(draft)).length === 0) void run(save);
      }}
    >
      <Field label="Title" wrong={wrong.title ?? null}>
        {(attributes) => (
          <input
            {...attributes}
            name="title"
            value={draft.title}
            maxLength={MAX_TITLE}
            onInput={({ currentTarget }) => set({ title: currentTarget.value })}
          />
        )}
      </Field>
      <LessonChoice
        offered={offered}
        chosen={draft.lessons}
        wrong={wrong.lessons}
        onChange={(lessons) => set({ lessons })}
      />
      <div class="pairs">
        <Time label="Starts" name="startsAt" draft={draft} onChange={set} />
        <Time label="Ends" name="endsAt" draft={draft} wrong={wrong.endsAt} onChange={set} />
        <Amount
          label="Machines prepared"
          hint="Running when the class starts, so that nobody waits."
          name="warmMachines"
          max={200}
          min={0}
          draft={draft}
          wrong={wrong.warmMachines}
          onChange={set}
        />
        <Amount
          label="Machines at once"
          hint="One for each learner is usual."
          name="maxMachines"
          min={1}
          max={500}
          draft={draft}
          onChange={set}
        />
        <Amount
          label="Life of a machine, minutes"
          name="machineMinutes"
          min={5}
          max={720}
          draft={draft}
          onChange={set}
        />
        <Amount
          label="Kept after archiving, days"
          hint="Then everything about the learners is erased."
          name="retentionDays"
          min={1}
          max={3650}
          draft={draft}
          onChange={set}
        />
      </div>
      <label class="field">
        <input
          type="checkbox"
          checked={draft.certificate}
          onChange={({ currentTarget }) => set({ certificate: currentTarget.checked })}
        />
        Certificate of completion for those who pass every check
      </label>
      <Trouble of={trouble} />
      {trouble?.code === 'edit-conflict' && (
        <p>
          <button class="btn" type="button" onClick={onOutdated}>
            Show the newest, without my changes
          </button>
        </p>
      )}
      <p class="row">
        <button class="btn btn-main" type="submit" aria-disabled={busy}>
          {view ? 'Save' : 'Make the class'}
        </button>
        <span class="small muted" role="status">
          {saved && 'Saved.'}
          {tried && Object.keys(wrong).length > 0 && 'Something above needs a change.'}
        </span>
      </p>
    </form>
  );
}
