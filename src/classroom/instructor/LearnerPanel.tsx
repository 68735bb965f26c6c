import { useEffect, useRef, useState } from 'preact/hooks';
import type { LessonView } from '../../schemas/classroom/class.ts';
import type { LearnerView } from '../../schemas/classroom/learner.ts';
import type { Message } from '../../schemas/classroom/live.ts';
import { Inline } from '../../workbench/Inline.tsx';
import { Icon } from '../../workbench/icon.tsx';
import { timeOfDay } from '../grid/duration.ts';
import type { GridRow } from '../grid/rows.ts';
import { Name } from '../Name.tsx';
import type { LearnerActions } from './actions.ts';
import { FailingCheck } from './FailingCheck.tsx';
import { MachineActions } from './MachineActions.tsx';
import { SendForm } from './SendForm.tsx';
import { SharedWith } from './SharedWith.tsx';

interface Props {
  readonly learner: LearnerView;
  readonly row: GridRow;
  readonly lesson: LessonView;
  /** How many learners fail the same check now, this one included. */
  readonly failing: number;
  readonly messages: readonly Message[];
  readonly now: number;
  readonly actions: LearnerActions;
  readonly onClose: () => void;
}

/** Where the panel stands below the grid, as in styles/class/learner-panel.css. */
const STACKED = '(max-width: 75rem)';

/** One learner beside the grid: what they ask, what they share, where they stand, what helps. */
export function LearnerPanel(props: Props) {
  const { learner, row, lesson, now, actions, onClose } = props;
  const failing = row.cells.find(({ state }) => state === 'fail');
  const standing =
    failing && lesson.exercise !== null
      ? learner.checks[lesson.exercise]?.[failing.check]
      : undefined;
  const [replying, setReplying] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    setReplying(false);
    // Below the grid it would open out of sight.
    if (matchMedia(STACKED).matches) heading.current?.focus();
  }, [learner.id]);
  return (
    <aside
      class="aside"
      aria-label="Selected learner"
      data-panel={learner.id}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onClose();
      }}
    >
      <section class="sec-p">
        <div class="panel-head">
          <h2 ref={heading} tabIndex={-1}>
            <Name of={learner.name} />
          </h2>
          {row.hand && (
            <span class="chip busy">
              <Icon name="hand" />
              {row.hand}
            </span>
          )}
          <button class="iconbtn" type="button" aria-label="Close" onClick={onClose}>
            <Icon name="close" />
          </button>
        </div>
        {learner.hand?.text && <p class="quote">“{learner.hand.text}”</p>}
        {row.stuck && (
          <p class="st c-warn">
            <Icon name="clock" />
            {row.stuck}. {row.stuckOn}
          </p>
        )}
        {replying ? (
          <SendForm
            label="Message"
            hint="Only this learner reads it."
            send="Send"
            onSend={async (text) => {
              await actions.reply(text);
              setReplying(false);
            }}
            onCancel={() => setReplying(false)}
          />
        ) : (
          <div class="row">
            <button class="btn btn-main" type="button" onClick={() => setReplying(true)}>
              {learner.hand ? 'Reply' : 'Write'}
            </button>
            {learner.hand && (
              <button class="btn" type="button" onClick={() => void actions.lowerHand()}>
                Lower hand
              </button>
            )}
          </div>
        )}
        <Thread messages={props.messages} />
      </section>
      <SharedWith learner={learner} now={now} actions={actions} />
      <FailingCheck {...props} standing={standing} />
      <section class="sec-p" aria-labelledby="panel-now">
        <h3 class="tag" id="panel-now">
          Now
        </h3>
        <dl class="facts-list">
          <dt>Lesson</dt>
          <dd>{lesson.title}</dd>
          <dt>Working on</dt>
          <dd>{row.workingOn || 'Finished'}</dd>
          <dt>Checks</dt>
          <dd>
            {row.passed} of {row.cells.length} pass
          </dd>
          <dt>Hints used</dt>
          <dd>{row.hints}</dd>
          <dt>Last change</dt>
          <dd>{row.lastChange}</dd>
          <dt>Machine</dt>
          <dd>{row.machine}</dd>
        </dl>
        {learner.machine.inTab ? (
          <p class="small muted">
            The machine runs in this learner’s browser: only they can reset or end it.
          </p>
        ) : (
          <MachineActions who={learner.name} state={learner.machine.state} run={actions.machine} />
        )}
      </section>
    </aside>
  );
}

function Thread({ messages }: { messages: readonly Message[] }) {
  if (messages.length === 0) return null;
  return (
    <ol class="thread" aria-label="Messages">
      {messages.slice(-6).map(({ id, at, from, text }) => (
        <li key={id}>
          <b>
            <Name of={from.name} />
          </b>{' '}
          <time class="muted">{timeOfDay(at)}</time>
          <p>
            <Inline text={text} />
          </p>
        </li>
      ))}
    </ol>
  );
}
