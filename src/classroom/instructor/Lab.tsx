import { useEffect, useMemo, useState } from 'preact/hooks';
import { announcement, NOTHING_SAID, QUIET_MS } from '../grid/announce.ts';
import { failuresOf } from '../grid/failures.ts';
import { LiveGrid } from '../grid/LiveGrid.tsx';
import type { GridRow } from '../grid/rows.ts';
import { useRows } from '../grid/use-rows.ts';
import { ClassClient } from '../live/client.ts';
import { type ClassState, lessonInFocus } from '../live/state.ts';
import { useNow } from '../live/use-now.ts';
import { fromAddress } from '../screen/mount.tsx';
import { actionsFor } from './actions.ts';
import { LabHead } from './LabHead.tsx';
import { LearnerPanel } from './LearnerPanel.tsx';
import { SharedScreen } from './SharedScreen.tsx';

/** `/class/lab/?id=`: the class as it works, for its instructor. */
export function Lab() {
  const client = useMemo(() => new ClassClient(fromAddress('id')), []);
  useEffect(() => () => client.dispose(), [client]);
  const state = client.state.value;
  if (client.closed.value !== null) return <Closed why={client.closed.value} />;
  if (!state) {
    return (
      <main id="main" class="cmain">
        <h1>Lab</h1>
        <p role="status">Connecting to the class.</p>
      </main>
    );
  }
  return <OpenLab client={client} state={state} />;
}

function OpenLab({ client, state }: { client: ClassClient; state: ClassState }) {
  const now = useNow(client);
  const [chosen, choose] = useState<string | null>(null);
  const [selected, select] = useState<string | null>(null);
  const lesson = lessonInFocus(state, chosen);
  const learners = useMemo(() => [...state.learners.values()], [state.learners]);
  const learner = selected === null ? undefined : state.learners.get(selected);
  const entries = useRows(learners, lesson, now);
  const rows = useMemo(() => entries.map((entry) => entry.row), [entries]);
  const actions = useMemo(
    () => actionsFor(client, selected ?? '', () => lesson),
    [client, selected, lesson],
  );
  if (!lesson) return <Closed why="This class has no lesson yet." />;
  const row = rows.find(({ id }) => id === selected);
  const at = row?.cells.findIndex(({ state }) => state === 'fail') ?? -1;
  const close = () => {
    select(null);
    document.querySelector<HTMLElement>(`[data-learner="${CSS.escape(selected ?? '')}"]`)?.focus();
  };
  return (
    <div class={learner ? 'class with-panel' : 'class'}>
      <main id="main" class="cmain">
        <LabHead client={client} state={state} lesson={lesson} now={now} onLesson={choose} />
        {learner && <SharedScreen classId={state.class.id} learner={learner} />}
        <LiveGrid entries={entries} lesson={lesson} selected={selected} onSelect={select} />
        <Announcer rows={rows} />
      </main>
      {learner && row && (
        <LearnerPanel
          learner={learner}
          row={row}
          lesson={lesson}
          failing={at < 0 ? 0 : (failuresOf(rows, lesson.checks.length)[at]?.count ?? 0)}
          messages={state.messages.filter((message) => message.with === learner.id)}
          now={now}
          actions={actions}
          onClose={close}
        />
      )}
    </div>
  );
}

/** Says who needs help: politely, and rarely. */
function Announcer({ rows }: { rows: readonly GridRow[] }) {
  const [words, setWords] = useState('');
  const latest = useMemo(() => ({ rows }), []);
  latest.rows = rows;
  useEffect(() => {
    // Whoever needs help when the page opens is seen in it, and not announced.
    let said = announcement(NOTHING_SAID, latest.rows).said;
    const timer = setInterval(() => {
      const next = announcement(said, latest.rows);
      said = next.said;
      if (next.words !== '') setWords(next.words);
    }, QUIET_MS);
    return () => clearInterval(timer);
  }, [latest]);
  return (
    <p class="vh" role="status">
      {words}
    </p>
  );
}

function Closed({ why }: { why: string }) {
  return (
    <main id="main" class="labs">
      <h1>Lab</h1>
      <p role="alert">{why}</p>
      <p class="row">
        <a class="btn" href="/class/sign-in/">
          Sign in
        </a>
        <a class="btn" href="/class/teach/">
          Your classes
        </a>
      </p>
    </main>
  );
}
