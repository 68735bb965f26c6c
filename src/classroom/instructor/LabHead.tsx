import { useState } from 'preact/hooks';
import type { LessonView } from '../../schemas/classroom/class.ts';
import { Inline } from '../../workbench/Inline.tsx';
import { Icon } from '../../workbench/icon.tsx';
import { Dialog } from '../Dialog.tsx';
import { useSubmitting } from '../form/submitting.ts';
import { Trouble } from '../form/Trouble.tsx';
import { atLeast, timeOfDay } from '../grid/duration.ts';
import { isOpen } from '../learner/bar-view.ts';
import type { ClassClient } from '../live/client.ts';
import type { ClassState } from '../live/state.ts';
import { Name } from '../Name.tsx';
import { MachineActions } from './MachineActions.tsx';
import { MessageAll } from './MessageAll.tsx';

interface Props {
  readonly client: ClassClient;
  readonly state: ClassState;
  readonly lesson: LessonView;
  readonly now: number;
  readonly onLesson: (lesson: string) => void;
}

/** Title, figures, the lesson in focus with its gate, and what goes to everybody. */
export function LabHead({ client, state, lesson, now, onLesson }: Props) {
  const [open, setOpen] = useState<'message' | 'machines' | null>(null);
  const { trouble, run } = useSubmitting();
  const { class: of, learners, eyesUp } = state;
  const all = [...learners.values()];
  const here = all.filter(({ online }) => online).length;
  const over = of.archivedAt !== null;
  const isOpenNow = isOpen(lesson.gate, now);
  return (
    <>
      <header class="chead">
        <h1>
          <Name of={of.title} />
        </h1>
        <p class="facts num">
          <span>
            <b>{here}</b> here
          </span>
          <span>
            <b>{all.length}</b> joined
          </span>
          {of.endsAt !== undefined && (
            <span>
              <b>{of.endsAt > now ? atLeast(of.endsAt - now) : '0 min'}</b> left
            </span>
          )}
          {over && <span class="chip">Archived: to be read only</span>}
          {of.code !== undefined && (
            <span>
              Code <b class="mono">{of.code}</b>
            </span>
          )}
          {client.connection.value === 'lost' && (
            <span class="st c-warn" role="status">
              <Icon name="warn" />
              Connection lost. Coming back by itself.
            </span>
          )}
        </p>
      </header>
      <div class="row lesson-line">
        <label class="field">
          Lesson
          <select
            value={lesson.lesson}
            name="lesson"
            onChange={({ currentTarget }) => onLesson(currentTarget.value)}
          >
            {of.lessons.map((each, at) => (
              <option key={each.lesson} value={each.lesson}>
                {at + 1}. {each.title.replaceAll('`', '')}
                {isOpen(each.gate, now) ? '' : ' (closed)'}
              </option>
            ))}
          </select>
        </label>
        {!over && (
          <button
            class={isOpenNow ? 'btn' : 'btn btn-main'}
            type="button"
            data-action="gate"
            onClick={() =>
              void run(() => client.ask({ t: 'gate', lesson: lesson.lesson, open: !isOpenNow }))
            }
          >
            <Icon name="lock" />
            {isOpenNow ? 'Close: wait for me' : 'Open now'}
          </button>
        )}
        {!over && !isOpenNow && lesson.gate.opensAt !== undefined && (
          <span class="small muted">Opens by itself at {timeOfDay(lesson.gate.opensAt)}.</span>
        )}
        <p class="end">
          {!over && (
            <>
              {eyesUp && eyesUp.until > now ? (
                <button
                  class="btn"
                  type="button"
                  data-action="eyes-down"
                  onClick={() => void run(() => client.ask({ t: 'eyes-up', ms: 0, text: '' }))}
                >
                  Undim the screens
                </button>
              ) : null}
              <button
                class="btn"
                type="button"
                data-action="message-all"
                onClick={() => setOpen('message')}
              >
                Message all
              </button>
              <button class="btn" type="button" onClick={() => setOpen('machines')}>
                All machines
              </button>
              <a class="btn" href={`/class/present/?id=${of.id}`}>
                Present
              </a>
            </>
          )}
          <a class="btn" href={`/class/results/?id=${of.id}`}>
            Results
          </a>
          <a class="btn" href={`/class/edit/?id=${of.id}`}>
            Edit
          </a>
        </p>
        {lesson.notes && (
          <details class="notes">
            <summary>Your notes</summary>
            <p>
              <Inline text={lesson.notes} />
            </p>
          </details>
        )}
      </div>
      <Trouble of={trouble} />
      {open === 'message' && (
        <MessageAll
          onSend={(broadcast) =>
            client.ask(
              broadcast.kind === 'eyes-up'
                ? { t: 'eyes-up', ms: broadcast.forMs, text: broadcast.text }
                : { t: 'send', to: null, kind: broadcast.kind, text: broadcast.text },
            )
          }
          onClose={() => setOpen(null)}
        />
      )}
      {open === 'machines' && (
        <Dialog title={`Machines of all ${all.length} learners`} onClose={() => setOpen(null)}>
          <p>
            Extend and reset reach those that run. Restore gives everybody without a machine a new
            one with their files.
          </p>
          <MachineActions
            who="all learners"
            state="several"
            run={(action) => client.ask({ t: 'machine', learner: null, do: action })}
          />
          <p>
            <button class="btn" type="button" onClick={() => setOpen(null)}>
              Close
            </button>
          </p>
        </Dialog>
      )}
    </>
  );
}
