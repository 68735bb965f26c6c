/** The instructor's screens in a page without a server: `?learners=200&events=10&show=board`. */
import { signal } from '@preact/signals';
import { render } from 'preact';
import { useState } from 'preact/hooks';
import '@fontsource-variable/roboto/wght.css';
import '../../../src/styles/tokens.css';
import '../../../src/styles/base.css';
import '../../../src/styles/controls.css';
import '../../../src/styles/panels.css';
import '../../../src/styles/code.css';
import '../../../src/styles/class.css';
import '../../../src/classroom/form/form.css';
import '../../../src/classroom/grid/grid.css';
import { LiveGrid } from '../../../src/classroom/grid/LiveGrid.tsx';
import { rowOf } from '../../../src/classroom/grid/rows.ts';
import { useRows } from '../../../src/classroom/grid/use-rows.ts';
import { LearnerPanel } from '../../../src/classroom/instructor/LearnerPanel.tsx';
import { classOf, ECHO } from '../class-of.ts';

const asked = new URLSearchParams(location.search);
const start = Date.now();
const learners = signal(classOf(Number(asked.get('learners') ?? 24), start));
const events = Number(asked.get('events') ?? 0);
if (events > 0) setInterval(change, 1_000 / events);

/** Somebody tries their check again. */
function change(): void {
  const at = Math.floor(Math.random() * learners.value.length);
  const moved = classOf(learners.value.length, Date.now(), Date.now())[at];
  const before = learners.value[at];
  if (moved && before) {
    learners.value = learners.value.with(at, { ...moved, id: before.id, name: before.name });
  }
}

const nothing = async () => {};
const actions = {
  reply: nothing,
  lowerHand: nothing,
  hint: nothing,
  hintToAll: nothing,
  ask: nothing,
  stopLooking: nothing,
  machine: nothing,
};

function Page() {
  const [selected, select] = useState<string | null>(asked.get('learner'));
  const learner = learners.value.find(({ id }) => id === selected);
  return (
    <div class={learner ? 'class with-panel' : 'class'}>
      <main class="cmain">
        <LiveGrid
          entries={useRows(learners.value, ECHO, start)}
          lesson={ECHO}
          selected={selected}
          onSelect={select}
        />
      </main>
      {learner && (
        <LearnerPanel
          learner={learner}
          row={rowOf(learner, ECHO, start)}
          lesson={ECHO}
          now={start}
          failing={5}
          messages={[]}
          actions={actions}
          onClose={() => select(null)}
        />
      )}
    </div>
  );
}

const place = document.querySelector('#class');
if (place) render(<Page />, place);
