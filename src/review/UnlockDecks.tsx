import type { ReviewSession } from './session.ts';

/** Decks with cards that are still locked. */
export function UnlockDecks({ session }: { session: ReviewSession }) {
  const { served, collection } = session;
  const locked = served.decks
    .map((deck) => ({
      ...deck,
      count: served.cards.filter(
        ({ key, deck: of }) => of === deck.deck && !collection.state(key).unlocked,
      ).length,
    }))
    .filter(({ count }) => count > 0);
  if (locked.length === 0) return null;
  return (
    <section class="decks" aria-labelledby="decks">
      <h3 id="decks">Locked cards</h3>
      <ul>
        {locked.map(({ deck, title, summary, count }) => (
          <li key={deck}>
            <div>
              <b>{title}</b>
              <p>{summary}</p>
            </div>
            <button
              class="btn"
              type="button"
              data-unlock={deck}
              onClick={() => session.unlockDeck(deck)}
            >
              Unlock {count} {count === 1 ? 'card' : 'cards'}
              <span class="vh"> of {title}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
