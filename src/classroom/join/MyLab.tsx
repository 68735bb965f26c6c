import { useState } from 'preact/hooks';
import type { LessonView } from '../../schemas/classroom/class.ts';
import type { Me } from '../../schemas/classroom/people.ts';
import { browserStore } from '../../storage.ts';
import { Inline } from '../../workbench/Inline.tsx';
import { Icon } from '../../workbench/icon.tsx';
import { classroom, DOWNLOADS } from '../api.ts';
import { Dialog } from '../Dialog.tsx';
import { useSubmitting } from '../form/submitting.ts';
import { Trouble } from '../form/Trouble.tsx';
import { isOpen, waitFor } from '../learner/bar-view.ts';
import { forgetClass } from '../learner/membership.ts';
import { Name } from '../Name.tsx';
import { useLoaded, Waiting } from '../screen/loaded.tsx';

interface Props {
  readonly membership: Me['learner'][number];
  readonly onLeft: () => void;
}

/** A class this browser learns in: its lessons, and what a learner can do with their own data. */
export function MyLab({ membership, onLeft }: Props) {
  const lab = useLoaded(() => classroom.class(membership.class));
  const [leaving, setLeaving] = useState(false);
  const { trouble, run } = useSubmitting();
  const first = lab.value?.lessons.find(({ gate }) => isOpen(gate, Date.now()));
  return (
    <section class="panel" aria-labelledby={`lab-${membership.class}`} data-lab={membership.class}>
      <h2 id={`lab-${membership.class}`}>
        <Name of={membership.title} />
      </h2>
      <p>
        You take part as <Name of={membership.name} />.
      </p>
      {lab.value ? (
        <ol class="lab-lessons">
          {lab.value.lessons.map((lesson) => (
            <Lesson key={lesson.lesson} lesson={lesson} main={lesson === first} />
          ))}
        </ol>
      ) : (
        <Waiting of={lab} />
      )}
      <p class="row">
        {lab.value?.certificate && (
          <a
            class="btn"
            href={`/class/certificate/?id=${membership.class}&learner=${membership.learner}`}
          >
            Certificate
          </a>
        )}
        <a class="btn" href={DOWNLOADS.learner(membership.class, membership.learner)} download>
          Save what is kept about you
        </a>
        <button class="btn" type="button" onClick={() => setLeaving(true)}>
          Leave and erase
        </button>
      </p>
      <Trouble of={trouble} />
      {leaving && (
        <Dialog title="Leave this lab and erase your data?" onClose={() => setLeaving(false)}>
          <p>
            <b>Lost:</b> your name, your results, your messages and your log in this lab, for your
            instructor too. Your machine ends. This cannot be undone.
          </p>
          <p>
            <b>Kept:</b> the progress and the files in this browser.
          </p>
          <p class="row">
            <button
              class="btn btn-main"
              type="button"
              onClick={() => {
                setLeaving(false);
                void run(async () => {
                  await classroom.eraseLearner(membership.class, membership.learner);
                  forgetClass(browserStore(() => localStorage));
                  onLeft();
                });
              }}
            >
              Leave and erase
            </button>
            <button class="btn" type="button" onClick={() => setLeaving(false)}>
              Stay
            </button>
          </p>
        </Dialog>
      )}
    </section>
  );
}

function Lesson({ lesson, main }: { lesson: LessonView; main: boolean }) {
  const open = isOpen(lesson.gate, Date.now());
  return (
    <li>
      {open ? (
        <a class={main ? 'btn btn-main' : 'btn'} href={`/learn/${lesson.lesson}/`}>
          <Inline text={lesson.title} />
        </a>
      ) : (
        <span class="st muted">
          <Icon name="lock" />
          <span>
            <Inline text={lesson.title} />. {waitFor(lesson.gate)}
          </span>
        </span>
      )}
    </li>
  );
}
