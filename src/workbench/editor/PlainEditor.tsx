import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { Position } from '../../unit-files/types.ts';
import type { Bench } from '../bench.ts';
import { smallestEdit } from './edits.ts';
import { PlainPeer } from './PlainPeer.tsx';
import { paint, worst } from './paint.ts';
import { offsetOf, positionAt } from './positions.ts';
import { EMPTY_FILE, nameOf, type Selected, type Workspace } from './workspace.ts';

export interface PlainEditorProps {
  readonly bench: Bench;
  readonly area: RefObject<HTMLTextAreaElement>;
}

/** A file with more lines is shown without colours: painting them would make typing slow. */
const MAX_PAINTED_LINES = 600;

/** An ordinary text field over the same text in colour. Tab leaves it. */
export function PlainEditor({ bench, area }: PlainEditorProps) {
  const { workspace, problems } = bench;
  const file = workspace.current.value;
  const reached = useRef<Position | null>(null);
  const goal = workspace.goal.value;
  useEffect(() => {
    if (!goal || goal === reached.current || !area.current) return;
    reached.current = goal;
    const offset = offsetOf(area.current.value, goal);
    area.current.focus();
    area.current.setSelectionRange(offset, offset);
  }, [goal, area]);
  const last = useRef({ path: '', text: '' });
  useLayoutEffect(() => {
    const { path, text } = file ?? { path: '', text: '' };
    const before = last.current;
    last.current = { path, text };
    if (area.current && before.path === path && before.text !== text) {
      keepPlace(area.current, before.text, workspace.selection.peek());
      track(area.current, workspace);
    }
  }, [file, area, workspace]);
  if (!file) return null;
  const found = problems.current.value;
  const painted = file.text.split('\n', MAX_PAINTED_LINES + 1).length <= MAX_PAINTED_LINES;
  return (
    <div class="wb-plain">
      <div class={`wb-plain-in${painted ? '' : ' wb-plain-raw'}`}>
        <pre class="wb-paint" aria-hidden="true">
          {painted &&
            paint(file.text, found).map((strokes, at) => {
              const grave = worst(found.filter(({ range }) => range.start.line === at));
              return (
                <span class={`l${grave ? ` wb-bad-${grave}` : ''}`} key={at}>
                  {strokes.map(({ kind, text, problem }) => (
                    <span class={`wb-t-${kind}${problem ? ` wb-squig-${problem}` : ''}`}>
                      {text}
                    </span>
                  ))}
                </span>
              );
            })}
        </pre>
        {workspace.peers.value
          .filter(({ path }) => path === file.path)
          .map((peer) => (
            <PlainPeer key={peer.name} peer={peer} text={file.text} />
          ))}
        <textarea
          ref={area}
          aria-label={nameOf(file.path)}
          placeholder={EMPTY_FILE}
          autocapitalize="off"
          autocomplete="off"
          autocorrect="off"
          spellcheck={false}
          wrap="off"
          value={file.text}
          onInput={({ currentTarget }) => {
            last.current = { path: file.path, text: currentTarget.value };
            workspace.dispatch(file.path, { type: 'typed', text: currentTarget.value });
            track(currentTarget, workspace);
          }}
          onKeyUp={({ currentTarget }) => track(currentTarget, workspace)}
          onPointerUp={({ currentTarget }) => track(currentTarget, workspace)}
        />
      </div>
    </div>
  );
}

/** Where the learner writes. */
function track(
  { value, selectionStart, selectionEnd }: HTMLTextAreaElement,
  workspace: Workspace,
): void {
  workspace.cursor.value = positionAt(value, selectionStart);
  workspace.selection.value = { anchor: selectionStart, head: selectionEnd };
}

/** Somebody else has typed: a text field then puts its cursor at the end. */
function keepPlace(field: HTMLTextAreaElement, before: string, { anchor, head }: Selected): void {
  const edit = smallestEdit(before, field.value);
  if (!edit) return;
  const grown = edit.text.length - (edit.end - edit.start);
  const now = (place: number) => (place < edit.start ? place : Math.max(edit.start, place + grown));
  const [from, to] = [now(anchor), now(head)];
  field.setSelectionRange(Math.min(from, to), Math.max(from, to));
}
