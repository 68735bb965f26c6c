import { spellInterval } from './figures.ts';
import type { Grade } from './log.ts';
import type { ReviewSession } from './session.ts';

const GRADES: readonly (readonly [Grade, string])[] = [
  [1, 'Again'],
  [2, 'Hard'],
  [3, 'Good'],
  [4, 'Easy'],
];

interface Props {
  readonly session: ReviewSession;
  readonly card: string;
  readonly suggested: Grade | null;
}

/** Each button says when the card would come back. */
export function Grades({ session, card, suggested }: Props) {
  const due = session.collection.preview(card);
  const now = session.clock.now();
  return (
    <fieldset class="grades">
      <legend class="vh">How well did you recall it?</legend>
      {GRADES.map(([grade, name]) => (
        <button
          key={grade}
          class={grade === suggested ? 'grade rec' : 'grade'}
          type="button"
          data-grade={grade}
          aria-keyshortcuts={String(grade)}
          onClick={() => session.grade(grade)}
        >
          <i aria-hidden="true">
            <kbd>{grade}</kbd>
          </i>
          <b>
            {name} {grade === suggested && <small>Suggested</small>}
          </b>
          <span>{spellInterval(due[grade] - now)}</span>
        </button>
      ))}
    </fieldset>
  );
}
