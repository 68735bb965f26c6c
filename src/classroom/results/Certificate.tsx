import type { ClassView } from '../../schemas/classroom/class.ts';
import type { LearnerResult } from '../../schemas/classroom/results.ts';
import { Inline } from '../../workbench/Inline.tsx';
import { classroom } from '../api.ts';
import { Name } from '../Name.tsx';
import { useLoaded, Waiting } from '../screen/loaded.tsx';
import { fromAddress } from '../screen/mount.tsx';

const DAY = new Intl.DateTimeFormat('en', { dateStyle: 'long' });

/** `/class/certificate/?id=&learner=`: one sheet of paper, from the results as they are. */
export function Certificate() {
  const [id, learner] = [fromAddress('id'), fromAddress('learner')];
  const loaded = useLoaded(async () => {
    const [view, result] = await Promise.all([classroom.class(id), classroom.result(id, learner)]);
    return { view, result };
  });
  if (!loaded.value) {
    return (
      <main id="main" class="labs narrow">
        <h1>Certificate</h1>
        <Waiting of={loaded} />
      </main>
    );
  }
  const { view, result } = loaded.value;
  if (!view.certificate || !result.complete) {
    return <NotYet offered={view.certificate} result={result} />;
  }
  return <Sheet view={view} result={result} />;
}

function NotYet({ offered, result }: { offered: boolean; result: LearnerResult }) {
  const missing = result.exercises.filter(({ firstPassAt }) => firstPassAt === null);
  return (
    <main id="main" class="labs narrow">
      <h1>Certificate</h1>
      {offered ? (
        <>
          <p>It is made when every check of every exercise has passed. Still to pass:</p>
          <ul class="dots">
            {missing.map(({ exercise, lesson, passed, total }) => (
              <li key={exercise}>
                <a href={`/learn/${lesson}/`}>{exercise}</a>, {passed} of {total}
              </li>
            ))}
          </ul>
        </>
      ) : (
        <p>This class has no certificate. Ask your instructor if you need one.</p>
      )}
    </main>
  );
}

function Sheet({ view, result }: { view: ClassView; result: LearnerResult }) {
  const passes = result.exercises.map(({ firstPassAt }) => firstPassAt ?? 0);
  const done = Math.max(...passes);
  const checks = result.exercises.reduce((sum, { total }) => sum + total, 0);
  return (
    <main id="main" class="labs narrow">
      <p class="row screen-only">
        <button class="btn btn-main" type="button" onClick={() => window.print()}>
          Print
        </button>
      </p>
      <article class="sheet panel">
        <p class="sheet-house">Socket Activation Lab</p>
        <h1>Certificate of completion</h1>
        <p class="sheet-name">
          <Name of={result.name} />
        </p>
        <p>
          has completed{' '}
          <b>
            <Name of={view.title} />
          </b>
          : {checks} checks on a running systemd machine, in{' '}
          {result.exercises.length === 1 ? '1 exercise' : `${result.exercises.length} exercises`},
          all passed by {DAY.format(done)}.
        </p>
        <ul class="dots">
          {view.lessons
            .filter(({ exercise }) => exercise !== null)
            .map(({ lesson, title }) => (
              <li key={lesson}>
                <Inline text={title} />
              </li>
            ))}
        </ul>
        <p class="sheet-sign">Instructor</p>
        <p class="small muted">
          Learner {result.learner} of class {view.id}
        </p>
      </article>
    </main>
  );
}
