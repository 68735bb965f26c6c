import type {
  ClassResults,
  ExerciseResult,
  LearnerResult,
} from '../../schemas/classroom/results.ts';
import { Icon } from '../../workbench/icon.tsx';
import { classroom, DOWNLOADS } from '../api.ts';
import { atLeast } from '../grid/duration.ts';
import { Name } from '../Name.tsx';
import { useLoaded, Waiting } from '../screen/loaded.tsx';
import { fromAddress } from '../screen/mount.tsx';
import { EraseLearner } from './EraseLearner.tsx';

const WHEN = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });

/** `/class/results/?id=`: what the class led to, on the screen, on paper and as files. */
export function Results() {
  const id = fromAddress('id');
  const loaded = useLoaded(() => classroom.results(id));
  const results = loaded.value;
  return (
    <main id="main" class="labs results">
      <header class="chead">
        <div>
          <p class="small screen-only">
            {results ? (
              <a href={`/class/lab/?id=${id}`}>Back to the lab</a>
            ) : (
              <a href="/class/teach/">Your classes</a>
            )}
          </p>
          <h1>
            Results{results && <>: </>}
            {results && <Name of={results.title} />}
          </h1>
        </div>
        {results && (
          <p class="end screen-only">
            <a class="btn" href={DOWNLOADS.resultsCsv(id)} download>
              Save as CSV
            </a>
            <a class="btn" href={DOWNLOADS.resultsJson(id)} download>
              Save as JSON
            </a>
            <button class="btn" type="button" onClick={() => window.print()}>
              Print
            </button>
          </p>
        )}
      </header>
      {results ? (
        <>
          <Summary results={results} />
          <Table id={id} results={results} onErased={() => void loaded.reload()} />
        </>
      ) : (
        <Waiting of={loaded} />
      )}
    </main>
  );
}

function Summary({ results }: { results: ClassResults }) {
  const { learners, at } = results;
  const complete = learners.filter((learner) => learner.complete).length;
  return (
    <p class="facts">
      <span>
        <b>{learners.length}</b> {learners.length === 1 ? 'learner' : 'learners'}
      </span>
      <span>
        <b>{complete}</b> passed everything
      </span>
      <span>As of {WHEN.format(at)}</span>
    </p>
  );
}

interface TableProps {
  readonly id: string;
  readonly results: ClassResults;
  readonly onErased: () => void;
}

function Table({ id, results, onErased }: TableProps) {
  if (results.learners.length === 0) return <p>Nobody has joined yet.</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable
    <section class="panel table-panel" tabIndex={0} aria-label="Results of each learner">
      <table class="list">
        <thead>
          <tr>
            <th scope="col">Learner</th>
            <th scope="col">Exercise</th>
            <th scope="col" class="h-end">
              Checks
            </th>
            <th scope="col">First full pass</th>
            <th scope="col" class="h-end">
              Failed tries
            </th>
            <th scope="col" class="h-end">
              Hints
            </th>
            <th scope="col" class="h-end">
              Time
            </th>
          </tr>
        </thead>
        {results.learners.map((learner) => (
          <LearnerRows key={learner.learner} id={id} learner={learner} onErased={onErased} />
        ))}
      </table>
    </section>
  );
}

interface RowsProps {
  readonly id: string;
  readonly learner: LearnerResult;
  readonly onErased: () => void;
}

function LearnerRows({ id, learner, onErased }: RowsProps) {
  const { exercises } = learner;
  return (
    <tbody data-result={learner.learner}>
      {exercises.map((exercise, at) => (
        <tr key={exercise.exercise}>
          {at === 0 && (
            <th scope="rowgroup" rowSpan={exercises.length} class="result-who">
              <Name of={learner.name} />
              {learner.complete && (
                <span class="chip pass">
                  <Icon name="pass" />
                  All passed
                </span>
              )}
              <EraseLearner id={id} learner={learner} onErased={onErased} />
            </th>
          )}
          <ExerciseCells exercise={exercise} />
        </tr>
      ))}
      {exercises.length === 0 && (
        <tr>
          <th scope="row">
            <Name of={learner.name} />
            <EraseLearner id={id} learner={learner} onErased={onErased} />
          </th>
          <td colSpan={6}>Nothing done yet</td>
        </tr>
      )}
    </tbody>
  );
}

function ExerciseCells({ exercise }: { exercise: ExerciseResult }) {
  const { passed, total, firstPassAt, attempts, hints, activeMs } = exercise;
  return (
    <>
      <td>
        <a href={`/learn/${exercise.lesson}/`}>{exercise.exercise}</a>
      </td>
      <td class="h-end num">
        {passed} of {total}
      </td>
      <td>{firstPassAt === null ? 'Not yet' : WHEN.format(firstPassAt)}</td>
      <td class="h-end num">{attempts}</td>
      <td class="h-end num">{hints}</td>
      <td class="h-end num">{activeMs > 0 ? atLeast(activeMs) : '0 min'}</td>
    </>
  );
}
