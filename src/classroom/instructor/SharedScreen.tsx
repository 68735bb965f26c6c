import { useEffect, useState } from 'preact/hooks';
import type { LearnerView } from '../../schemas/classroom/learner.ts';
import type { FileView } from '../../schemas/session.ts';
import { classroom } from '../api.ts';
import { troubleOf } from '../form/submitting.ts';
import { Name } from '../Name.tsx';
import { WatchedTerminal } from './WatchedTerminal.tsx';

/** How often shared files are read again, ms. */
const READ_AGAIN_MS = 5_000;

/** What the chosen learner lets be seen right now, above the grid. */
export function SharedScreen({ classId, learner }: { classId: string; learner: LearnerView }) {
  const { files, terminal } = learner.shares;
  return (
    <>
      {terminal?.state === 'given' && (
        <WatchedTerminal
          key={`${learner.id}${terminal.mode}`}
          classId={classId}
          learner={learner.id}
          name={learner.name}
          typing={terminal.mode === 'together'}
        />
      )}
      {files?.state === 'given' && <WatchedFiles classId={classId} learner={learner} />}
    </>
  );
}

function WatchedFiles({ classId, learner }: { classId: string; learner: LearnerView }) {
  const [files, setFiles] = useState<readonly FileView[]>([]);
  const [trouble, setTrouble] = useState<string | null>(null);
  useEffect(() => {
    let over = false;
    const read = async () => {
      try {
        const read = await classroom.files(classId, learner.id);
        if (!over) setFiles(read);
        if (!over) setTrouble(null);
      } catch (error) {
        if (!over) setTrouble(troubleOf(error).message);
      }
    };
    void read();
    const timer = setInterval(() => void read(), READ_AGAIN_MS);
    return () => {
      over = true;
      clearInterval(timer);
    };
  }, [classId, learner.id]);
  return (
    <section class="panel watched" aria-labelledby="watched-files" data-watched="files">
      <div class="phead">
        <h2 class="tag" id="watched-files">
          Files of <Name of={learner.name} />
        </h2>
      </div>
      {trouble && <p class="note trouble">{trouble}</p>}
      {files.map(({ path, content, version }) => (
        <details key={path} open>
          <summary>
            <code>{path}</code>
          </summary>
          {version === null ? (
            <p class="small muted">Not written yet.</p>
          ) : (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable
            <pre class="code" tabIndex={0}>
              <code>
                {content.split('\n').map((line, at) => (
                  <span class="l" key={at}>
                    {line}
                  </span>
                ))}
              </code>
            </pre>
          )}
        </details>
      ))}
    </section>
  );
}
