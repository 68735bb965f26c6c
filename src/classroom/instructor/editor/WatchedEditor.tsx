import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { pageNetwork } from '../../../session/network.ts';
import { nameOf } from '../../../workbench/editor/workspace.ts';
import { Icon } from '../../../workbench/icon.tsx';
import { editorPath } from '../../editor/address.ts';
import { Name } from '../../Name.tsx';
import { shownName } from '../../shown-name.ts';
import { SavedFiles } from './SavedFiles.tsx';
import { WatchedFiles } from './watched-files.ts';
import '../../../workbench/editor/editor.css';

interface Props {
  readonly classId: string;
  readonly learner: string;
  readonly name: string;
  /** The learner agreed that the instructor types as well. */
  readonly typing: boolean;
}

/** A learner's editor while they share it: their files as they type, and both cursors. */
export function WatchedEditor({ classId, learner, name, typing }: Props) {
  const files = useMemo(
    () =>
      new WatchedFiles({
        network: pageNetwork(),
        path: editorPath(classId, learner),
        page: crypto.randomUUID().slice(0, 8),
        now: () => performance.now(),
      }),
    [classId, learner],
  );
  useEffect(() => () => files.dispose(), [files]);
  const here = files.here.value;
  return (
    <section class="panel watched" aria-labelledby="watched-files" data-watched="files">
      <div class="phead">
        <h2 class="tag" id="watched-files">
          Editor of <Name of={name} />
        </h2>
        <span class="chip">
          <Icon name="eye" />
          {typing ? 'You can type' : 'Read only'}
        </span>
        <span class="small muted" role="status">
          {files.over.value ?? (here === null ? 'Connecting' : '')}
        </span>
      </div>
      {here === false ? (
        <SavedFiles classId={classId} learner={learner} name={name} />
      ) : (
        <OpenFiles files={files} name={shownName(name)} typing={typing} />
      )}
    </section>
  );
}

interface OpenProps {
  readonly files: WatchedFiles;
  readonly name: string;
  readonly typing: boolean;
}

function OpenFiles({ files, name, typing }: OpenProps) {
  const host = useRef<HTMLDivElement>(null);
  const [trouble, setTrouble] = useState('');
  useEffect(() => {
    let over = false;
    let leave = () => {};
    const open = async () => {
      const { WatchedMonaco } = await import('./watched-monaco.ts');
      if (over || !host.current) return;
      const editor = new WatchedMonaco({ host: host.current, files, name, typing });
      leave = () => editor.dispose();
    };
    open().catch(() => setTrouble('The editor could not be loaded. Reload the page.'));
    return () => {
      over = true;
      leave();
    };
  }, [files, name, typing]);
  const front = files.front.value;
  const large = front !== null && files.files.value.get(front) === 'too-large';
  return (
    <>
      <div class="row watched-files">
        {[...files.files.value.keys()].map((path) => (
          <button
            class="btn btn-sm"
            type="button"
            key={path}
            aria-pressed={path === front}
            data-watched-file={path}
            onClick={() => files.choose(path)}
          >
            {nameOf(path)}
            {path === files.caret.value?.path && <span class="tiny muted">{name} is here</span>}
          </button>
        ))}
        {!files.follows && (
          <button class="btn btn-sm btn-plain" type="button" onClick={() => files.choose(null)}>
            Follow {name}
          </button>
        )}
      </div>
      {large && <p class="note">This file is too large to be shown while it is written.</p>}
      {trouble && <p class="note trouble">{trouble}</p>}
      <div class="wb-monaco watched-monaco" ref={host} hidden={large} />
    </>
  );
}
