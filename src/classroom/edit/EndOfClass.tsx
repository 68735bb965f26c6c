import { useState } from 'preact/hooks';
import type { ClassView } from '../../schemas/classroom/class.ts';
import { classroom } from '../api.ts';
import { Dialog } from '../Dialog.tsx';
import { useSubmitting } from '../form/submitting.ts';
import { Trouble } from '../form/Trouble.tsx';
import { shownName } from '../shown-name.ts';

/** Closing a class and, apart from that, deleting it with everything in it. */
export function EndOfClass({ view }: { view: ClassView }) {
  const [asking, setAsking] = useState<'archive' | 'erase' | null>(null);
  const { trouble, run } = useSubmitting();
  const act = (work: () => Promise<unknown>) => {
    setAsking(null);
    void run(async () => {
      await work();
      location.assign('/class/teach/');
    });
  };
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
        <Dialog title={`Archive ${shownName(view.title)}?`} onClose={() => setAsking(null)}>
          <p>
            Machines end, the code stops working and nobody can join. Results can be read for{' '}
            {view.retentionDays} days; then everything about the learners is erased.
          </p>
          <p class="row">
            <button
              class="btn btn-main"
              type="button"
              onClick={() => act(() => classroom.archive(view.id))}
            >
              Archive
            </button>
            <button class="btn" type="button" onClick={() => setAsking(null)}>
              Cancel
            </button>
          </p>
        </Dialog>
      )}
      {asking === 'erase' && (
        <Dialog title={`Delete ${shownName(view.title)}?`} onClose={() => setAsking(null)}>
          <p>
            <b>Lost, at once and for good:</b> the class, the names, results, messages and logs of
            all its learners. Their machines end.
          </p>
          <p>
            <b>Kept:</b> the progress in the learners' own browsers. Save the results first if you
            need them.
          </p>
          <p class="row">
            <button
              class="btn btn-main"
              type="button"
              onClick={() => act(() => classroom.erase(view.id))}
            >
              Delete
            </button>
            <button class="btn" type="button" onClick={() => setAsking(null)}>
              Cancel
            </button>
          </p>
        </Dialog>
      )}
    </section>
  );
}
