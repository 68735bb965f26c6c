import { useState } from 'preact/hooks';
import { Inline } from '../../workbench/Inline.tsx';
import { Icon } from '../../workbench/icon.tsx';
import type { OfferedModule } from '../lessons.ts';
import { type DraftLesson, moved } from './draft.ts';

interface Props {
  readonly offered: readonly OfferedModule[];
  readonly chosen: readonly DraftLesson[];
  readonly wrong: string | undefined;
  readonly onChange: (chosen: readonly DraftLesson[]) => void;
}

/** Which lessons, in which order, when each opens, and what to say in it. */
export function LessonChoice({ offered, chosen, wrong, onChange }: Props) {
  // Open for a new class, and then as its reader leaves it.
  const [first] = useState(chosen.length === 0);
  const titles = new Map(
    offered.flatMap(({ lessons }) => lessons).map(({ path, title }) => [path, title]),
  );
  const change = (at: number, given: Partial<DraftLesson>) =>
    onChange(chosen.map((lesson, index) => (index === at ? { ...lesson, ...given } : lesson)));
  return (
    <fieldset class="lesson-choice">
      <legend>Lessons</legend>
      {wrong && <p class="fwrong">{wrong}</p>}
      <ol class="chosen">
        {chosen.map((lesson, at) => {
          const title = titles.get(lesson.lesson) ?? lesson.lesson;
          return (
            <li key={lesson.lesson} data-chosen={lesson.lesson}>
              <div class="row spread">
                <b>
                  {at + 1}. <Inline text={title} />
                </b>
                <span class="row">
                  <Move
                    of={title}
                    up
                    off={at === 0}
                    onMove={() => onChange(moved(chosen, at, -1))}
                  />
                  <Move
                    of={title}
                    off={at === chosen.length - 1}
                    onMove={() => onChange(moved(chosen, at, 1))}
                  />
                  <button
                    class="iconbtn"
                    type="button"
                    aria-label={`Leave out ${title}`}
                    onClick={() => onChange(chosen.toSpliced(at, 1))}
                  >
                    <Icon name="close" />
                  </button>
                </span>
              </div>
              <div class="row">
                <label class="field">
                  <input
                    type="checkbox"
                    checked={lesson.open}
                    onChange={({ currentTarget }) => change(at, { open: currentTarget.checked })}
                  />
                  Open from the start
                </label>
                {!lesson.open && (
                  <label class="field">
                    Opens at
                    <input
                      type="datetime-local"
                      value={lesson.opensAt}
                      onInput={({ currentTarget }) => change(at, { opensAt: currentTarget.value })}
                    />
                  </label>
                )}
                {!lesson.open && lesson.opensAt === '' && (
                  <span class="small muted">You open it in the lab.</span>
                )}
              </div>
              <details>
                <summary>Notes for you{lesson.notes && ' (written)'}</summary>
                <label class="vh" for={`notes-${at}`}>
                  Notes for {title}
                </label>
                <textarea
                  id={`notes-${at}`}
                  rows={4}
                  maxLength={20_000}
                  value={lesson.notes}
                  onInput={({ currentTarget }) => change(at, { notes: currentTarget.value })}
                />
              </details>
            </li>
          );
        })}
      </ol>
      <details open={first}>
        <summary>Add lessons</summary>
        {offered.map(({ number, title, lessons }) => (
          <fieldset key={number} class="offer">
            <legend>
              Module {number}: {title}
            </legend>
            {lessons.map(({ path, title, minutes, checks }) => (
              <label key={path} class="field">
                <input
                  type="checkbox"
                  name="lesson"
                  value={path}
                  checked={chosen.some(({ lesson }) => lesson === path)}
                  onChange={({ currentTarget }) =>
                    onChange(
                      currentTarget.checked
                        ? [...chosen, { lesson: path, open: true, opensAt: '', notes: '' }]
                        : chosen.filter(({ lesson }) => lesson !== path),
                    )
                  }
                />
                <span>
                  <Inline text={title} />{' '}
                  <small class="muted">
                    {minutes} min, {checks.length === 0 ? 'to read' : `${checks.length} checks`}
                  </small>
                </span>
              </label>
            ))}
          </fieldset>
        ))}
      </details>
    </fieldset>
  );
}

function Move(props: { of: string; up?: boolean; off: boolean; onMove: () => void }) {
  return (
    <button
      class="iconbtn"
      type="button"
      disabled={props.off}
      aria-label={`Move ${props.of} ${props.up ? 'up' : 'down'}`}
      onClick={props.onMove}
    >
      <Icon name={props.up ? 'up' : 'down'} />
    </button>
  );
}
