import { useId } from 'preact/hooks';
import type { Place } from './place.ts';
import type { Places } from './places.ts';

const NAMES: Readonly<Record<Place, string>> = { server: 'On the server', tab: 'In this tab' };

/** Where the machine runs, as radio buttons; nothing where there is only one place. */
export function PlaceChoice({
  places,
  choose,
}: {
  places: Places;
  choose: (place: Place) => void;
}) {
  const name = useId();
  if (!places.known.value || places.possible.length < 2) return null;
  const { place } = places.choice.value;
  return (
    <fieldset class="wb-places">
      <legend class="vh">Where the machine runs</legend>
      {places.possible.map((each) => (
        <label key={each} class="wb-place">
          <input
            type="radio"
            name={name}
            value={each}
            checked={each === place}
            data-place={each}
            onChange={() => choose(each)}
          />
          <span>{NAMES[each]}</span>
        </label>
      ))}
    </fieldset>
  );
}
