import type { ClassSummary } from '../../schemas/classroom/class.ts';
import { classroom } from '../api.ts';
import { Name } from '../Name.tsx';
import { useLoaded, Waiting } from '../screen/loaded.tsx';
import { shownName } from '../shown-name.ts';
import { AccountPanel } from './AccountPanel.tsx';
import { LinkPanel } from './LinkPanel.tsx';
import { Teachers } from './Teachers.tsx';

const WHEN = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });

/** An instructor's own page: their classes, and who else may teach here. */
export function Teach() {
  const loaded = useLoaded(async () => {
    const [me, classes] = await Promise.all([classroom.me(), classroom.classes()]);
    return { me, classes };
  });
  if (!loaded.value) {
    return (
      <main id="main" class="labs">
        <h1>Your classes</h1>
        <Waiting of={loaded} />
      </main>
    );
  }
  const { me, classes } = loaded.value;
  const { account } = me;
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
      {account?.role === 'owner' && (
        <>
          <Invite />
          <Teachers me={account.id} oidc={me.oidc} />
        </>
      )}
      <AccountPanel name={account?.name ?? ''} />
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
  return (
    <LinkPanel
      id="invite"
      title="Invite an instructor"
      act="Make an invitation"
      label="Send this link to one person. It works once and is shown only now."
      make={classroom.invite}
    />
  );
}
