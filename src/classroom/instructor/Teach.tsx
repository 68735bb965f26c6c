import { useState } from 'preact/hooks';
import type { ClassSummary } from '../../schemas/classroom/class.ts';
import type { Invitation } from '../../schemas/classroom/people.ts';
import { classroom } from '../api.ts';
import { CopyField } from '../CopyField.tsx';
import { useSubmitting } from '../form/submitting.ts';
import { Trouble } from '../form/Trouble.tsx';
import { Name } from '../Name.tsx';
import { useLoaded, Waiting } from '../screen/loaded.tsx';

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
      <ClassTable classes={classes} />
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

function ClassTable({ classes }: { classes: readonly ClassSummary[] }) {
  if (classes.length === 0) return <p>No class yet. Make one, and share its code.</p>;
  const sorted = classes.toSorted(
    (a, b) => Number(a.archivedAt !== null) - Number(b.archivedAt !== null),
  );
  return (
    <div class="panel table-panel">
      <table class="list">
        <thead>
          <tr>
            <th scope="col">Class</th>
            <th scope="col">Code</th>
            <th scope="col" class="h-end">
              Learners
            </th>
            <th scope="col">Starts</th>
            <th scope="col">
              <span class="vh">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {sorted.map(({ id, title, code, learners, startsAt, archivedAt }) => (
            <tr key={id}>
              <th scope="row">
                <a href={`/class/lab/?id=${id}`}>
                  <Name of={title} />
                </a>{' '}
                {archivedAt !== null && <span class="chip">Archived</span>}
              </th>
              <td>
                <code>{code}</code>
              </td>
              <td class="h-end num">{learners}</td>
              <td>{startsAt === undefined ? 'Any time' : WHEN.format(startsAt)}</td>
              <td>
                <a href={`/class/edit/?id=${id}`}>
                  Edit<span class="vh"> {title}</span>
                </a>{' '}
                <a href={`/class/results/?id=${id}`}>
                  Results<span class="vh"> of {title}</span>
                </a>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
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
