import { useState } from 'preact/hooks';
import type { LessonView } from '../../schemas/classroom/class.ts';
import type { CheckStanding } from '../../schemas/classroom/learner.ts';
import { Inline } from '../../workbench/Inline.tsx';
import { Icon } from '../../workbench/icon.tsx';
import type { GridRow } from '../grid/rows.ts';
import type { LearnerActions } from './actions.ts';
import { SendForm } from './SendForm.tsx';

interface Props {
  readonly row: GridRow;
  readonly lesson: LessonView;
  readonly standing: CheckStanding | undefined;
  readonly failing: number;
  readonly actions: LearnerActions;
}

/** The check that fails now, with what the machine showed, and a hint for one or for all. */
export function FailingCheck({ row, lesson, standing, failing, actions }: Props) {
  const [hinting, setHinting] = useState<'one' | 'all' | null>(null);
  const at = row.cells.findIndex(({ state }) => state === 'fail');
  const cell = row.cells[at];
  const check = lesson.checks[at];
  if (!cell || !check) return null;
  return (
    <section class="sec-p" aria-labelledby="panel-fails" data-failing-check={check.id}>
      <div class="row spread">
        <h3 class="st c-fail" id="panel-fails">
          <Icon name="fail" />
          {at + 1} {check.title}
        </h3>
        <span class="tiny muted">{triesOf(cell.tries)}</span>
      </div>
      {standing?.observed !== undefined && (
        <dl class="pair">
          <dt>Expected</dt>
          <dd>
            <Inline text={standing.expected ?? ''} />
          </dd>
          <dt>Observed</dt>
          <dd>
            <Inline text={standing.observed} />
          </dd>
        </dl>
      )}
      {hinting === null ? (
        <div class="row">
          <button class="btn" type="button" onClick={() => setHinting('one')}>
            Send a hint
          </button>
          {failing > 1 && (
            <button class="btn" type="button" onClick={() => setHinting('all')}>
              Send a hint to all {failing}
            </button>
          )}
        </div>
      ) : (
        <SendForm
          label={hinting === 'one' ? 'Hint' : `Hint for the ${failing} who fail this check`}
          hint="Write code in `backticks`."
          send="Send hint"
          onSend={async (text) => {
            if (hinting === 'one') await actions.hint(text);
            else await actions.hintToAll(check.id, text);
            setHinting(null);
          }}
          onCancel={() => setHinting(null)}
        />
      )}
    </section>
  );
}

function triesOf(tries: number): string {
  if (tries === 0) return 'not tried yet';
  return tries === 1 ? '1 try' : `${tries} tries`;
}
