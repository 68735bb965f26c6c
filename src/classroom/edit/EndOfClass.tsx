import { useState } from 'preact/hooks';
import type { ClassView } from '../../schemas/classroom/class.ts';
import { classroom } from '../api.ts';
import { Confirm } from '../Confirm.tsx';
import { useSubmitting } from '../form/submitting.ts';
import { Trouble } from '../form/Trouble.tsx';
import { shownName } from '../shown-name.ts';

/** Closing a class and, apart from that, deleting it with everything in it. */
export function EndOfClass({ view }: { view: ClassView }) {
  const [asking, setAsking] = useState<'archive' | 'erase' | null>(null);
  const { trouble, run } = useSubmitting();
  const act = (work: (id: string) => Promise<unknown>) =>
    void run(async () => {
      await work(view.id);
      location.assign('/class/teach/');
    });
  return (
    <section class="panel" aria-labelledby="end-h">
      <h2 id="end-h">When it is over</h2>
      <p class="row">
        {view.archivedAt === null && (
          <button class="btn" type="button" onClick={() => setAsking('archive')}>
            Archive
          </button>
        )}
        <button class="btn" type="button" onClick={() => setAsking('erase')}>
          Delete
        </button>
      </p>
      <Trouble of={trouble} />
      {asking === 'archive' && (
        <Confirm
          title={`Archive ${shownName(view.title)}?`}
          act="Archive"
          onClose={() => setAsking(null)}
          onConfirm={() => act(classroom.archive)}
        >
          <p>
            Machines end, the code stops working and nobody can join. Results can be read for{' '}
            {view.retentionDays} days; then everything about the learners is erased.
          </p>
        </Confirm>
      )}
      {asking === 'erase' && (
        <Confirm
          title={`Delete ${shownName(view.title)}?`}
          act="Delete"
          onClose={() => setAsking(null)}
          onConfirm={() => act(classroom.erase)}
        >
          <p>
            <b>Lost, at once and for good:</b> the class, the names, results, messages and logs of
            all its learners. Their machines end.
          </p>
          <p>
            <b>Kept:</b> the progress in the learners' own browsers. Save the results first if you
            need them.
          </p>
        </Confirm>
      )}
    </section>
  );
}
