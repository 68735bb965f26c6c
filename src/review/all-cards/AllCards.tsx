import { useEffect, useState } from 'preact/hooks';
import { Icon } from '../../workbench/icon.tsx';
import type { Clock } from '../collection.ts';
import { type CardAction, DONE, deedsFor, undoLabel } from '../deeds.ts';
import type { OpenCards } from '../open.ts';
import { ResetDialog } from '../ResetDialog.tsx';
import { findRows, type Row, rowsOf, STANDINGS, type Wanted } from './listing.ts';

interface Props extends OpenCards {
  readonly clock: Clock;
  /** The words of a card's question, by its key. */
  readonly texts: ReadonlyMap<string, string>;
}

/** More are shown on demand: a list of thousands is slow and nobody reads it. */
const AT_A_TIME = 100;

const ACTIONS: readonly (readonly [CardAction, label: string])[] = [
  ['bury', 'Put off until tomorrow'],
  ['suspend', 'Suspend'],
  ['resume', 'Ask again'],
  ['unlock', 'Unlock'],
];

/** All cards to search, with what can be done to one or several of them. */
export function AllCards({ served, collection, clock, texts, follow }: Props) {
  const [, redraw] = useState({});
  const [wanted, setWanted] = useState<Wanted>({ search: '', deck: '', standing: '' });
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [most, setMost] = useState(AT_A_TIME);
  const [said, setSaid] = useState('');
  const [trouble, setTrouble] = useState('');
  const [resetting, setResetting] = useState(false);
  useEffect(() => {
    collection.onRefused = (_, error) => {
      setSaid('');
      setTrouble(error instanceof Error ? error.message : String(error));
    };
    follow(() => redraw({}));
  }, []);

  const now = { settings: collection.settings, now: clock.now(), dayEnd: collection.today().end };
  const rows = rowsOf(
    served,
    (key) => collection.state(key),
    now,
    (key) => texts.get(key) ?? key,
  );
  const found = findRows(rows, wanted);
  const keys = found.map(({ key }) => key).filter((key) => chosen.has(key));
  const undo = undoLabel(collection.lastDeed);

  const look = (part: Partial<Wanted>) => {
    setWanted({ ...wanted, ...part });
    setMost(AT_A_TIME);
  };
  const act = (action: CardAction) => {
    const deeds = deedsFor(action, keys, collection);
    setTrouble('');
    collection.record(deeds, 'learner').catch(() => {});
    const count = `${deeds.length} ${deeds.length === 1 ? 'card' : 'cards'}`;
    redraw({});
    setSaid(
      deeds.length > 0 ? `${count}: ${DONE[action]}` : 'None of these cards is changed by that.',
    );
  };
  const takeBack = () => {
    setTrouble('');
    collection.undo()?.kept.catch(() => {});
    setSaid('Undone.');
    redraw({});
  };
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const field = event.target instanceof Element && event.target.closest('input[type="search"]');
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'z' || field) return;
      event.preventDefault();
      takeBack();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  });

  return (
    <main id="main" class="allcards">
      <header class="rhead">
        <h1>Cards</h1>
        <p class="facts num">
          {found.length} of {rows.length}
        </p>
      </header>
      {trouble && (
        <p class="note trouble" role="alert">
          {trouble}
        </p>
      )}
      <search class="find">
        <label>
          Search
          <input
            type="search"
            value={wanted.search}
            onInput={(event) => look({ search: event.currentTarget.value })}
          />
        </label>
        <label>
          Deck
          <select
            value={wanted.deck}
            onChange={(event) => look({ deck: event.currentTarget.value })}
          >
            <option value="">All decks</option>
            {served.decks.map(({ deck, title }) => (
              <option key={deck} value={deck}>
                {title}
              </option>
            ))}
          </select>
        </label>
        <label>
          State
          <select
            value={wanted.standing}
            onChange={(event) =>
              look({ standing: event.currentTarget.value as Wanted['standing'] })
            }
          >
            <option value="">All states</option>
            {Object.entries(STANDINGS).map(([standing, label]) => (
              <option key={standing} value={standing}>
                {label}
              </option>
            ))}
            <option value="leech">Leeches</option>
          </select>
        </label>
      </search>
      <div class="panel">
        <fieldset class="chosen">
          <legend class="vh">What to do with the chosen cards</legend>
          <label class="row">
            <input
              type="checkbox"
              checked={keys.length > 0 && keys.length === found.length}
              onChange={(event) =>
                setChosen(new Set(event.currentTarget.checked ? found.map(({ key }) => key) : []))
              }
            />
            All that are found
          </label>
          <span class="num muted small">{keys.length} chosen</span>
          <span class="row">
            {ACTIONS.map(([action, label]) => (
              <button
                key={action}
                class="btn btn-sm"
                type="button"
                data-do={action}
                disabled={keys.length === 0}
                onClick={() => act(action)}
              >
                {label}
              </button>
            ))}
            <button
              class="btn btn-sm"
              type="button"
              data-do="reset"
              disabled={keys.length === 0}
              onClick={() => setResetting(true)}
            >
              Reset
            </button>
          </span>
        </fieldset>
        <CardRows
          rows={found.slice(0, most)}
          chosen={chosen}
          onChoose={(key, on) => {
            const next = new Set(chosen);
            if (on) next.add(key);
            else next.delete(key);
            setChosen(next);
          }}
        />
        {found.length === 0 && <p class="none">No card is like that. Search for less.</p>}
        {found.length > most && (
          <p class="none">
            <button class="btn" type="button" onClick={() => setMost(most + AT_A_TIME)}>
              Show more of {found.length}
            </button>
          </p>
        )}
      </div>
      <div class="after">
        <p role="status">{said}</p>
        {undo && (
          <button class="btn btn-sm" type="button" data-do="undo" onClick={takeBack}>
            <Icon name="undo" /> {undo}
          </button>
        )}
      </div>
      {resetting && (
        <ResetDialog
          count={keys.length}
          onReset={() => act('reset')}
          onClose={() => setResetting(false)}
        />
      )}
    </main>
  );
}

interface RowsProps {
  readonly rows: readonly Row[];
  readonly chosen: ReadonlySet<string>;
  onChoose(key: string, on: boolean): void;
}

function CardRows({ rows, chosen, onChoose }: RowsProps) {
  return (
    <ul class="rows" aria-label="Cards">
      {rows.map(({ key, text, deckTitle, words, standing, leech }) => (
        <li key={key} data-card={key} data-standing={standing}>
          <label>
            <input
              type="checkbox"
              checked={chosen.has(key)}
              onChange={(event) => onChoose(key, event.currentTarget.checked)}
            />
            <span>
              <span class="text">{text}</span>
              <span class="facts">
                <span>{deckTitle}</span>
                <b>{words}</b>
                {leech && (
                  <span class="st c-warn">
                    <Icon name="warn" /> Leech
                  </span>
                )}
              </span>
            </span>
          </label>
        </li>
      ))}
    </ul>
  );
}
