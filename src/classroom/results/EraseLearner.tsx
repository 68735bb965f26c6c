import { useState } from 'preact/hooks';
import type { LearnerResult } from '../../schemas/classroom/results.ts';
import { classroom, DOWNLOADS } from '../api.ts';
import { Confirm } from '../Confirm.tsx';
import { useSubmitting } from '../form/submitting.ts';
import { Trouble } from '../form/Trouble.tsx';
import { shownName } from '../shown-name.ts';

interface Props {
  readonly id: string;
  readonly learner: LearnerResult;
  readonly onErased: () => void;
}

/** What is kept about one learner: saved to a file, or erased. */
export function EraseLearner({ id, learner, onErased }: Props) {
  const [asking, setAsking] = useState(false);
  const { trouble, run } = useSubmitting();
  const name = shownName(learner.name);
  return (
    <span class="row screen-only result-acts">
      <a class="btn btn-sm btn-plain" href={DOWNLOADS.learner(id, learner.learner)} download>
        Save data<span class="vh"> of {name}</span>
      </a>
      <button class="btn btn-sm btn-plain" type="button" onClick={() => setAsking(true)}>
        Erase<span class="vh"> {name}</span>
      </button>
      <Trouble of={trouble} />
      {asking && (
        <Confirm
          title={`Erase ${name}?`}
          act="Erase"
          onClose={() => setAsking(false)}
          onConfirm={() =>
            void run(async () => {
              await classroom.eraseLearner(id, learner.learner);
              onErased();
            })
          }
        >
          <p>
            <b>Lost, at once and for good:</b> the name, results, messages and log of this learner.
            Their machine ends.
          </p>
        </Confirm>
      )}
    </span>
  );
}
