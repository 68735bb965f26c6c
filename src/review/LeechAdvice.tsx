import type { ServedCard } from './served.ts';
import type { ReviewSession } from './session.ts';

interface Props {
  readonly session: ReviewSession;
  readonly card: ServedCard;
  readonly lapses: number;
}

/** A card forgotten again and again needs another look, not more reviews. */
export function LeechAdvice({ session, card, lapses }: Props) {
  return (
    <div class="note leech">
      <p>You have forgotten this card {lapses} times. Asking it more often will not help.</p>
      <p class="row">
        <button class="btn btn-sm" type="button" onClick={() => session.editNote(true)}>
          Write down what helps you remember
        </button>
        {card.lesson && (
          <a class="btn btn-sm" href={`/learn/${card.lesson}`}>
            Read the lesson again
          </a>
        )}
        <button class="btn btn-sm" type="button" onClick={() => session.act('suspend')}>
          Suspend the card
        </button>
      </p>
    </div>
  );
}
