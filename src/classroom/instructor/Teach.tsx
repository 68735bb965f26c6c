import { useState } from 'preact/hooks';
import type { ClassSummary } from '../../schemas/classroom/class.ts';
import type { Invitation } from '../../schemas/classroom/people.ts';
import { classroom } from '../api.ts';
import { CopyField } from '../CopyField.tsx';
import { useSubmitting } from '../form/submitting.ts';
import { Trouble } from '../form/Trouble.tsx';
import { Name } from '../Name.tsx';
import { useLoaded, Waiting } from '../screen/loaded.tsx';
import { shownName } from '../shown-name.ts';

const WHEN = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });

/** An instructor's own page: their classes, and who else may teach here. */
export function Teach() {
  const loaded = useLoaded(async () => {
    const [me, classes] = await Promise.all([classroom.me(), classroom.classes()]);
    return { account: me.account, classes };
  });
  const { trouble, run } = useSubmitting();
  if (!loaded.value) {
    return (
      <main id="main" class="labs">
        <h1>Your classes</h1>
        <Waiting of={loaded} />
      </main>
    );
  }
  const { account, classes } = loaded.value;
  return (
    <main id="main" class="labs">
      <header class="chead">
        <h1>Your classes</h1>
        <p class="end">
          <a class="btn btn-main" href="/class/edit/">
            New class
          </a>
        </p>
      </header>
      <ClassList classes={classes} />
      {account?.role === 'owner' && <Invite />}
      <section class="panel" aria-labelledby="account-h">
        <h2 id="account-h">Your account</h2>
        <p>
          Signed in as <Name of={account?.name ?? ''} />.
        </p>
        <p class="row">
          <button
            class="btn"
            type="button"
            onClick={() =>
              void run(async () => {
                await classroom.signOut();
                location.assign('/class/');
              })
            }
          >
            Sign out
          </button>
          <button
            class="btn"
            type="button"
            onClick={() =>
              void run(async () => {
                await classroom.revokeLogins();
                location.assign('/class/sign-in/');
              })
            }
          >
            Sign out everywhere
          </button>
        </p>
        <Trouble of={trouble} />
      </section>
    </main>
  );
}

function ClassList({ classes }: { classes: readonly ClassSummary[] }) {
  if (classes.length === 0) return <p>No class yet. Make one, and share its code.</p>;
  const sorted = classes.toSorted(
    (a, b) => Number(a.archivedAt !== null) - Number(b.archivedAt !== null),
  );
  return (
    <div class="panel class-list-panel">
      <ul class="class-list">
        {sorted.map(({ id, title, code, learners, startsAt, archivedAt }) => (
          <li key={id} data-class={id}>
            <span>
              <a href={`/class/lab/?id=${id}`}>
                <Name of={title} />
              </a>
            </span>
            {archivedAt !== null ? (
              <span class="chip">Archived</span>
            ) : (
              <span class="small">
                Code <code>{code}</code>
              </span>
            )}
            <span class="small num">
              {learners === 1 ? '1 learner' : `${learners} learners`}
              {startsAt !== undefined && `, starts ${WHEN.format(startsAt)}`}
            </span>
            <span class="row small">
              <a href={`/class/edit/?id=${id}`}>
                Edit<span class="vh"> {shownName(title)}</span>
              </a>
              <a href={`/class/results/?id=${id}`}>
                Results<span class="vh"> of {shownName(title)}</span>
              </a>
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Invite() {
  const [invitation, setInvitation] = useState<Invitation | null>(null);
  const { trouble, run } = useSubmitting();
  return (
    <section class="panel" aria-labelledby="invite-h">
      <h2 id="invite-h">Invite an instructor</h2>
      {invitation ? (
        <>
          <CopyField
            label="Send this link to one person. It works once and is shown only now."
            value={`${location.origin}/class/sign-in/#${invitation.token}`}
            name="invitation"
          />
          <p class="small muted">It expires on {WHEN.format(invitation.expiresAt)}.</p>
        </>
      ) : (
        <p>
          <button
            class="btn"
            type="button"
            onClick={() => void run(async () => setInvitation(await classroom.invite()))}
          >
            Make an invitation
          </button>
        </p>
      )}
      <Trouble of={trouble} />
    </section>
  );
}
