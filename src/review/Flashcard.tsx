import type { RefObject } from 'preact';
import { Icon } from '../workbench/icon.tsx';
import { Grades } from './Grades.tsx';
import { Note } from './Note.tsx';
import { RecordedOutput } from './RecordedOutput.tsx';
import { RepairAnswer } from './RepairAnswer.tsx';
import { isNew } from './schedule.ts';
import type { ServedCard } from './served.ts';
import type { ReviewSession, View } from './session.ts';
import { TypedAnswer } from './TypedAnswer.tsx';

interface Props {
  readonly session: ReviewSession;
  readonly card: ServedCard;
  readonly view: View;
  readonly cardRef: RefObject<HTMLElement>;
}

/** Question, then answer, then how well it was recalled. */
export function Flashcard({ session, card, view, cardRef }: Props) {
  const { revealed } = view;
  const deck = session.served.decks.find(({ deck }) => deck === card.deck);
  return (
    <article
      class="panel card"
      ref={cardRef}
      tabIndex={-1}
      aria-labelledby="question"
      data-card={card.key}
    >
      <div class="phead">
        <span class="tag">{card.directive ? `${card.directive}=` : 'Card'}</span>
        <span class="tiny muted">{deck?.title}</span>
        <span class="end tiny muted">{lastSeen(session, card.key)}</span>
      </div>
      <Html id="question" class="q" html={card.question} />
      {card.output && <RecordedOutput output={card.output} />}
      {card.typed && (
        <TypedAnswer task={card.typed} revealed={revealed} onAnswer={(g) => session.reveal(g)} />
      )}
      {card.repair && (
        <RepairAnswer task={card.repair} revealed={revealed} onAnswer={(g) => session.reveal(g)} />
      )}
      {/* Always there, so that what appears in it is announced. */}
      <div class="a" aria-live="polite">
        {revealed && (
          <>
            {card.answer && <Html class="text" html={card.answer} />}
            <Source card={card} />
          </>
        )}
      </div>
      {(revealed || view.editingNote) && (
        <Note
          text={view.note}
          editing={view.editingNote}
          onEdit={(editing) => session.editNote(editing)}
          onSave={(text) => void session.saveNote(text)}
        />
      )}
      {revealed ? (
        <Grades session={session} card={card.key} suggested={view.suggested} />
      ) : (
        !card.typed &&
        !card.repair && (
          <div class="reveal">
            <button class="btn btn-main btn-big" type="button" onClick={() => session.reveal()}>
              Show the answer
            </button>
          </div>
        )
      )}
      {view.canUndo && (
        <div class="undo">
          <button class="btn btn-plain btn-sm" type="button" onClick={() => void session.undo()}>
            <Icon name="undo" /> Undo the last grade
          </button>
        </div>
      )}
    </article>
  );
}

/** Our own decks, rendered while the site was built. */
function Html({ html, ...rest }: { html: string; class: string; id?: string }) {
  return <div {...rest} dangerouslySetInnerHTML={{ __html: html }} />;
}

function Source({ card }: { card: ServedCard }) {
  if (!card.lesson && !card.since) return null;
  return (
    <p class="src">
      {card.since && `Since systemd ${card.since}. `}
      {card.lesson && <a href={`/learn/${card.lesson}`}>Open the lesson</a>}
    </p>
  );
}

function lastSeen({ collection, clock }: ReviewSession, key: string): string {
  const state = collection.state(key);
  if (isNew(state)) return 'New';
  const last = state.memory.last_review?.getTime();
  if (last === undefined) return '';
  const days = Math.round((clock.now() - last) / 86_400_000);
  if (days < 1) return 'Last seen today';
  return days === 1 ? 'Last seen yesterday' : `Last seen ${days} days ago`;
}
