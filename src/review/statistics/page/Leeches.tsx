import type { ServedCard } from '../../served.ts';
import type { Leech } from '../leeches.ts';
import { Figure, Scroll } from './Figure.tsx';
import { count, things } from './words.ts';

interface Props {
  readonly leeches: readonly Leech[];
  readonly cards: ReadonlyMap<string, ServedCard>;
}

/** Cards that are forgotten again and again, with the way back to where they are explained. */
export function Leeches({ leeches, cards }: Props) {
  return (
    <Figure
      id="leeches"
      title="Leeches"
      class="wide"
      says={`${things(leeches.length, 'card')} you forget again and again. Read the lesson once more, or write yourself a note on the card.`}
      empty={
        leeches.length === 0
          ? 'No leeches. A card that you forget again and again is listed here, with its lesson.'
          : undefined
      }
    >
      <Scroll label="Leeches">
        <table class="num leeches">
          <thead>
            <tr>
              <th scope="col">Card</th>
              <th scope="col">Forgotten</th>
              <th scope="col">Reviews</th>
              <th scope="col">State</th>
              <th scope="col">Lesson</th>
            </tr>
          </thead>
          <tbody>
            {leeches.map(({ key, lapses, reviews, suspended }) => {
              const card = cards.get(key);
              return (
                <tr key={key}>
                  <th scope="row">{card ? textOf(card.question) : key}</th>
                  <td>{count(lapses)}</td>
                  <td>{count(reviews)}</td>
                  <td>{suspended ? 'Suspended' : 'In reviews'}</td>
                  <td>
                    {card?.lesson ? (
                      <a href={`/learn/${card.lesson}`}>
                        Open<span class="vh"> the lesson of: {textOf(card.question)}</span>
                      </a>
                    ) : (
                      '–'
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </Scroll>
    </Figure>
  );
}

/** The words of a card's HTML; parsed apart from the page, so that nothing of it is loaded or run. */
function textOf(html: string): string {
  return new DOMParser().parseFromString(html, 'text/html').body.textContent.trim();
}
