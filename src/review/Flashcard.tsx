import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Icon } from '../workbench/icon.tsx';
import { Grades } from './Grades.tsx';
import { LeechAdvice } from './LeechAdvice.tsx';
import { MoreMenu } from './MoreMenu.tsx';
import { Note } from './Note.tsx';
import { RecordedOutput } from './RecordedOutput.tsx';
import { RepairAnswer } from './RepairAnswer.tsx';
import { ResetDialog } from './ResetDialog.tsx';
import { isLeech, isNew } from './schedule.ts';
import type { ServedCard } from './served.ts';
import type { ReviewSession, View } from './session.ts';
import { watchSwipes } from './swipe.ts';
import { TypedAnswer } from './TypedAnswer.tsx';

interface Props {
  readonly session: ReviewSession;
  readonly card: ServedCard;
  readonly view: View;
  readonly cardRef: RefObject<HTMLElement>;
  /** Whether swipes grade. */
  readonly swipe: boolean;
}

/** Question, then answer, then how well it was recalled. */
export function Flashcard({ session, card, view, cardRef, swipe }: Props) {
  const { revealed } = view;
  const deck = session.served.decks.find(({ deck }) => deck === card.deck);
  const state = session.collection.state(card.key);
  const leech = isLeech(state, session.collection.settings);
  useEffect(() => {
    if (!swipe || !revealed || !cardRef.current) return;
    return watchSwipes(cardRef.current, (grade) => session.grade(grade));
  }, [swipe, revealed]);
  return (
    <article
      class={swipe && revealed ? 'panel card swipes' : 'panel card'}
      ref={cardRef}
      tabIndex={-1}
      aria-labelledby="question"
      data-card={card.key}
    >
      <div class="phead">
        <span class="tag">{card.directive ? `${card.directive}=` : 'Card'}</span>
        <span class="tiny muted">{deck?.title}</span>
        {leech && (
          <span class="chip warn">
            <Icon name="warn" /> Leech
          </span>
        )}
        <span class="end">
          <span class="tiny muted">{lastSeen(session, card.key)}</span>
          <CardMenu session={session} graded={state.firstAt > 0} />
        </span>
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
            <Source session={session} card={card} />
          </>
        )}
      </div>
      {leech && revealed && (
        <LeechAdvice session={session} card={card} lapses={state.memory.lapses} />
      )}
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
      {view.undo && (
        <div class="undo">
          <button class="btn btn-plain btn-sm" type="button" onClick={() => session.undo()}>
            <Icon name="undo" /> {view.undo}
          </button>
        </div>
      )}
    </article>
  );
}

function CardMenu({ session, graded }: { session: ReviewSession; graded: boolean }) {
  const [resetting, setResetting] = useState(false);
  const items = [
    { label: 'Put off until tomorrow', shortcut: '-', onPick: () => session.act('bury') },
    { label: 'Suspend', shortcut: '@', onPick: () => session.act('suspend') },
    ...(graded ? [{ label: 'Reset', onPick: () => setResetting(true) }] : []),
  ];
  return (
    <>
      <MoreMenu label="More" items={items} />
      {resetting && (
        <ResetDialog
          count={1}
          onReset={() => session.act('reset')}
          onClose={() => setResetting(false)}
        />
      )}
    </>
  );
}

/** Our own decks, rendered while the site was built. */
function Html({ html, ...rest }: { html: string; class: string; id?: string }) {
  return <div {...rest} dangerouslySetInnerHTML={{ __html: html }} />;
}

function Source({ session, card }: { session: ReviewSession; card: ServedCard }) {
  const lesson = session.served.lessons.find(({ path }) => path === card.lesson);
  if (!lesson && !card.since) return null;
  return (
    <p class="src">
      {card.since && `Since systemd ${card.since}. `}
      {lesson && <a href={`/learn/${lesson.path}`}>Open the lesson</a>}
      {lesson && lesson.checks > 0 && (
        <>
          {' · '}
          <a href={`/learn/${lesson.path}#start`}>Open the exercise</a>
        </>
      )}
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
