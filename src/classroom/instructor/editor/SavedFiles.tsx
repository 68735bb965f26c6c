import { useEffect, useState } from 'preact/hooks';
import type { FileView } from '../../../schemas/session.ts';
import { classroom } from '../../api.ts';
import { troubleOf } from '../../form/submitting.ts';
import { Name } from '../../Name.tsx';

/** How often saved files are read again, ms. */
const READ_AGAIN_MS = 5_000;

interface Props {
  readonly classId: string;
  readonly learner: string;
  readonly name: string;
}

/** A learner's files as they were last saved, while they share them and have no editor open. */
export function SavedFiles({ classId, learner, name }: Props) {
  const [files, setFiles] = useState<readonly FileView[]>([]);
  const [trouble, setTrouble] = useState<string | null>(null);
  useEffect(() => {
    let over = false;
    const read = async () => {
      try {
        const read = await classroom.files(classId, learner);
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
  }, [classId, learner]);
  return (
    <>
      <p class="note">
        <Name of={name} /> has no editor open. These are the files as they were saved.
      </p>
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
    </>
  );
}
