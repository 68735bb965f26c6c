import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { KeyValueStore } from '../storage.ts';
import { Finish } from './Finish.tsx';
import { Flashcard } from './Flashcard.tsx';
import { KeysDialog } from './KeysDialog.tsx';
import { type Action, actionOf, type Place } from './keys.ts';
import { Rail } from './Rail.tsx';
import type { ReviewSession } from './session.ts';

const SINGLE_KEYS = 'lab:review-keys';

/** The whole page below the bar. */
export function Review({ session, keep }: { session: ReviewSession; keep: KeyValueStore }) {
  const view = session.view.value;
  const [single, setSingle] = useState(() => keep.get(SINGLE_KEYS) !== 'off');
  const [help, setHelp] = useState(false);
  const card = useRef<HTMLElement>(null);

  const act = (action: Action): void => {
    switch (action.do) {
      case 'reveal':
        session.reveal();
        break;
      case 'grade':
        void session.grade(action.grade);
        break;
      case 'undo':
        void session.undo();
        break;
      case 'note':
        session.editNote(true);
        break;
      case 'lesson':
        if (view.card?.lesson) location.assign(`/learn/${view.card.lesson}`);
        break;
      case 'help':
        setHelp(true);
    }
  };
  const onKey = (event: KeyboardEvent): void => {
    if (help) return;
    const action = actionOf(event, placeOf(event.target, card.current), single);
    if (!action) return;
    event.preventDefault();
    act(action);
  };
  useEffect(() => {
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  });
  // Keys work only inside the card, so the focus goes with it: to its field, if it has one.
  useLayoutEffect(() => {
    const field = card.current?.querySelector<HTMLElement>('[data-focus]');
    (field ?? card.current)?.focus({ preventScroll: view.turn === 0 });
  }, [view.turn, view.revealed, view.card === null]);

  const { learning, due, fresh } = view.queue.counts;
  return (
    <>
      <main id="main">
        <header class="rhead">
          <h1>Review</h1>
          <p class="facts num">
            <Count n={due} word="due" />
            <Count n={learning} word="learning" />
            <Count n={fresh} word="new" />
          </p>
        </header>
        {view.trouble && (
          <p class="note trouble" role="alert">
            {view.trouble}
          </p>
        )}
        {view.card ? (
          <Flashcard
            key={view.turn}
            session={session}
            card={view.card}
            view={view}
            cardRef={card}
          />
        ) : (
          <Finish session={session} canUndo={view.canUndo} cardRef={card} />
        )}
      </main>
      <Rail session={session} single={single} onHelp={() => setHelp(true)} />
      {help && (
        <KeysDialog
          single={single}
          onSingle={(on) => {
            keep.set(SINGLE_KEYS, on ? 'on' : 'off');
            setSingle(on);
          }}
          onClose={() => {
            setHelp(false);
            card.current?.focus();
          }}
        />
      )}
    </>
  );
}

function Count({ n, word }: { n: number; word: string }) {
  return (
    <span>
      <b>{n}</b> {word}
    </span>
  );
}

function placeOf(target: EventTarget | null, card: HTMLElement | null): Place {
  if (!(target instanceof Element)) return 'outside';
  if (target.closest('input, textarea, select')) return 'field';
  if (!card?.contains(target)) return 'outside';
  return target.closest('button, a, summary') ? 'button' : 'card';
}
