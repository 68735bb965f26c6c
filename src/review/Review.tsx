import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { KeyValueStore } from '../storage.ts';
import { Finish } from './Finish.tsx';
import { Flashcard } from './Flashcard.tsx';
import { KeysDialog } from './KeysDialog.tsx';
import { type Action, actionOf, type Place } from './keys.ts';
import { usePreference } from './preferences.ts';
import { Rail } from './Rail.tsx';
import { SettingsDialog } from './SettingsDialog.tsx';
import type { ReviewSession } from './session.ts';

interface Props {
  readonly session: ReviewSession;
  readonly keep: KeyValueStore;
}

/** The whole page below the bar. Only the desk follows every press; what is beside it, each card. */
export function Review({ session, keep }: Props) {
  const [keys, setKeys] = usePreference(keep, 'keys');
  const [swipe, setSwipe] = usePreference(keep, 'swipe');
  const [open, setOpen] = useState<'keys' | 'settings' | null>(null);
  const close = () => {
    setOpen(null);
    document.querySelector<HTMLElement>('article.card')?.focus();
  };
  return (
    <>
      <Desk
        session={session}
        single={keys}
        swipe={swipe}
        blocked={open !== null}
        onHelp={() => setOpen('keys')}
        onSettings={() => setOpen('settings')}
      />
      <Rail session={session} single={keys} onHelp={() => setOpen('keys')} />
      {open === 'keys' && <KeysDialog single={keys} onSingle={setKeys} onClose={close} />}
      {open === 'settings' && (
        <SettingsDialog
          settings={session.collection.settings}
          keys={keys}
          swipe={swipe}
          onKeys={setKeys}
          onSwipe={setSwipe}
          onSave={(settings) => session.changeSettings(settings)}
          onClose={close}
        />
      )}
    </>
  );
}

interface DeskProps {
  readonly session: ReviewSession;
  /** Whether keys without a modifier are on. */
  readonly single: boolean;
  readonly swipe: boolean;
  /** True while a dialog takes the keys. */
  readonly blocked: boolean;
  onHelp(): void;
  onSettings(): void;
}

/** The card on the screen, and the keys. */
function Desk({ session, single, swipe, blocked, onHelp, onSettings }: DeskProps) {
  const view = session.view.value;
  const card = useRef<HTMLElement>(null);

  const act = (action: Action): void => {
    switch (action.do) {
      case 'grade':
        session.grade(action.grade);
        break;
      case 'note':
        session.editNote(true);
        break;
      case 'lesson':
        void openLesson(session);
        break;
      case 'help':
        onHelp();
        break;
      case 'bury':
      case 'suspend':
        session.act(action.do);
        break;
      default:
        session[action.do]();
    }
  };
  const onKey = (event: KeyboardEvent): void => {
    if (blocked || document.querySelector('dialog[open]')) return;
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
    session.laidOut();
  }, [view.turn, view.revealed, view.card === null]);

  const { learning, due, fresh } = view.queue.counts;
  return (
    <main id="main">
      <header class="rhead">
        <h1>Review</h1>
        <p class="facts num">
          <Count n={due} word="due" />
          <Count n={learning} word="learning" />
          <Count n={fresh} word="new" />
        </p>
        <button class="btn btn-sm" type="button" data-open="settings" onClick={onSettings}>
          Settings
        </button>
      </header>
      {view.trouble && (
        <p class="note trouble" role="alert" key={view.turn}>
          {view.trouble}
        </p>
      )}
      <p class="vh" role="status">
        {view.said}
      </p>
      {view.card ? (
        <Flashcard
          key={view.turn}
          session={session}
          card={view.card}
          view={view}
          cardRef={card}
          swipe={swipe}
        />
      ) : (
        <Finish session={session} undo={view.undo} cardRef={card} />
      )}
    </main>
  );
}

/** What was graded last is on disk before the page goes. */
async function openLesson(session: ReviewSession): Promise<void> {
  const { card } = session.view.peek();
  await session.collection.settled();
  if (card?.lesson) location.assign(`/learn/${card.lesson}`);
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
