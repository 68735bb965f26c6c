import { useState } from 'preact/hooks';
import type { Teacher } from '../../schemas/classroom/people.ts';
import { classroom } from '../api.ts';
import { Confirm } from '../Confirm.tsx';
import { useSubmitting } from '../form/submitting.ts';
import { Trouble } from '../form/Trouble.tsx';
import { Name } from '../Name.tsx';
import { useLoaded, Waiting } from '../screen/loaded.tsx';
import { shownName } from '../shown-name.ts';

const WHEN = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });

interface Props {
  /** Account of the owner who looks. */
  readonly me: string;
  /** Name of the institution's sign-in, when there is one. */
  readonly oidc: string | null;
}

/** Who teaches here; owners end their right to. */
export function Teachers({ me, oidc }: Props) {
  const loaded = useLoaded(classroom.teachers);
  const [asking, ask] = useState<Teacher | null>(null);
  const { trouble, run } = useSubmitting();
  const teachers = loaded.value;
  const owners = teachers?.filter(({ role }) => role === 'owner').length ?? 0;
  return (
    <section class="panel" aria-labelledby="teachers-h">
      <h2 id="teachers-h">Who teaches here</h2>
      {!teachers && <Waiting of={loaded} />}
      <ul class="teachers" data-teachers>
        {teachers?.map((teacher) => {
          const { id, name, role, seenAt, classes } = teacher;
          return (
            <li key={id} data-teacher={id}>
              <span>
                <Name of={name} />
                {id === me && ' (you)'}
              </span>
              <span class="small muted">
                {role === 'owner' ? 'Owner' : 'Instructor'},{' '}
                {classes === 1 ? '1 class' : `${classes} classes`},{' '}
                {seenAt === null ? 'not signed in' : `last seen ${WHEN.format(seenAt)}`}
              </span>
              {role === 'owner' && owners === 1 ? (
                <span class="small muted">The only owner</span>
              ) : (
                <button class="btn btn-sm" type="button" onClick={() => ask(teacher)}>
                  Remove<span class="vh"> {shownName(name)}</span>
                </button>
              )}
            </li>
          );
        })}
      </ul>
      <Trouble of={trouble} />
      {asking && (
        <Confirm
          title={`Remove ${shownName(asking.name)}?`}
          act="Remove"
          onClose={() => ask(null)}
          onConfirm={() =>
            void run(async () => {
              await classroom.removeTeacher(asking.id);
              await loaded.reload();
            })
          }
        >
          <p>
            They are signed out everywhere at once and see no class any more. Their classes stay,
            and owners can open them.
          </p>
          {oidc !== null && (
            <p>
              Whoever may sign in with {shownName(oidc)} can come back that way, without these
              classes. Have it changed there as well.
            </p>
          )}
        </Confirm>
      )}
    </section>
  );
}
