import type { RefObject } from 'preact';
import { Icon } from '../workbench/icon.tsx';
import { nextDue, spellInterval } from './figures.ts';
import type { ReviewSession } from './session.ts';
import { UnlockDecks } from './UnlockDecks.tsx';

interface Props {
  readonly session: ReviewSession;
  /** What can be taken back, in words. */
  readonly undo: string | null;
  readonly cardRef: RefObject<HTMLElement>;
}

/** Nothing to ask now: why, when it goes on, and what else there is. */
export function Finish({ session, undo, cardRef }: Props) {
  const { collection, served } = session;
  const states = served.cards.map(({ key }) => collection.state(key));
  const none = states.every(({ unlocked }) => !unlocked);
  return (
    <article class="panel card" ref={cardRef} tabIndex={-1} aria-labelledby="finish">
      <div class="finish">
        <h2 id="finish">{none ? 'No cards yet' : 'Done for now'}</h2>
        {none ? (
          <p>
            Cards come with the lessons: finish a lesson, and its cards are asked here. If you know
            a module already, unlock all of its cards.
          </p>
        ) : (
          <p data-slot="next-due">{whenNext(session)}</p>
        )}
        {undo && (
          <p>
            <button class="btn" type="button" onClick={() => session.undo()}>
              <Icon name="undo" /> {undo}
            </button>
          </p>
        )}
        <UnlockDecks session={session} />
      </div>
    </article>
  );
}

function whenNext({ collection, served, clock }: ReviewSession): string {
  const now = clock.now();
  const at = nextDue(
    served.cards.map(({ key }) => collection.state(key)),
    collection.today().end,
  );
  if (at === null) return 'All your cards are suspended.';
  const time = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });
  return `The next card comes ${spellInterval(at - now)}: ${time.format(at)}.`;
}
