import { useEffect, useMemo, useState } from 'preact/hooks';
import { Inline } from '../../workbench/Inline.tsx';
import { Icon } from '../../workbench/icon.tsx';
import { useRows } from '../grid/use-rows.ts';
import { isOpen, waitFor } from '../learner/bar-view.ts';
import { ClassClient } from '../live/client.ts';
import { type ClassState, lessonInFocus } from '../live/state.ts';
import { useNow } from '../live/use-now.ts';
import { Name } from '../Name.tsx';
import { fromAddress } from '../screen/mount.tsx';
import { Board } from './Board.tsx';
import { Countdown } from './Countdown.tsx';
import { classStep, progressOf } from './step.ts';

/** `/class/present/?id=`: what everybody sees on the wall. No notes, and names only when asked for. */
export function Present() {
  const client = useMemo(() => new ClassClient(fromAddress('id')), []);
  useEffect(() => () => client.dispose(), [client]);
  const state = client.state.value;
  if (!state) {
    return (
      <main id="main" class="present">
        <h1>Lab</h1>
        <p role="status">{client.closed.value ?? 'Connecting to the class.'}</p>
      </main>
    );
  }
  return <Wall client={client} state={state} />;
}

function Wall({ client, state }: { client: ClassClient; state: ClassState }) {
  const now = useNow(client, 1_000);
  const [names, setNames] = useState(false);
  const lesson = lessonInFocus(state, null);
  const learners = useMemo(() => [...state.learners.values()], [state.learners]);
  const rows = useRows(learners, lesson, now).map(({ row }) => row);
  const progress = progressOf(rows, lesson?.checks.length ?? 0);
  const step = classStep(progress);
  const check = step === null ? undefined : lesson?.checks[step];
  return (
    <main id="main" class="present">
      <header class="present-head">
        <div>
          <p class="present-class">
            <Name of={state.class.title} />
          </p>
          <h1>{lesson && <Inline text={lesson.title} />}</h1>
        </div>
        <Countdown endsAt={state.class.endsAt} now={now} />
      </header>
      {state.class.code !== undefined && (
        <p class="present-join">
          Join at <b>{location.host}/class</b> with <b class="mono">{state.class.code}</b>
        </p>
      )}
      <section class="present-next" aria-label="Next step">
        {lesson && !isOpen(lesson.gate, now) ? (
          <p>
            <Icon name="lock" /> {waitFor(lesson.gate)}
          </p>
        ) : check ? (
          <p>
            <span class="muted">Now</span> {(step ?? 0) + 1}. <Inline text={check.title} />
          </p>
        ) : (
          <p>
            <span class="muted">Done</span> Wait for the next lesson.
          </p>
        )}
      </section>
      {lesson && (
        <Board lesson={lesson} rows={rows} progress={progress} step={step} names={names} />
      )}
      <p class="row">
        <label class="field">
          <input
            type="checkbox"
            checked={names}
            onChange={({ currentTarget }) => setNames(currentTarget.checked)}
          />
          Show names
        </label>
        <a class="btn" href={`/class/lab/?id=${state.class.id}`}>
          Back to the lab
        </a>
        {client.connection.value === 'lost' && (
          <span class="st c-warn" role="status">
            <Icon name="warn" />
            Connection lost. Coming back by itself.
          </span>
        )}
      </p>
    </main>
  );
}
