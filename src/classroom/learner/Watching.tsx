import { Icon } from '../../workbench/icon.tsx';
import { timeOfDay } from '../grid/duration.ts';
import { Name } from '../Name.tsx';
import type { Request } from './bar-view.ts';
import { SHARED } from './ConsentPanel.tsx';

interface Props {
  readonly given: readonly Request[];
  readonly onStop: (what: Request['what']) => void;
}

/** Who can see what, as long as they can, with the button that ends it. */
export function Watching({ given, onStop }: Props) {
  return (
    <ul class="watching" aria-live="polite">
      {given.map(({ what, grant }) => (
        <li key={what} class="chip busy" data-watching={what}>
          <Icon name="eye" />
          <span>
            <Name of={grant.by} /> {grant.watching ? 'looks at' : 'may see'} {SHARED[what].title}
            {grant.mode === 'together' && ' and can type'}
            {grant.until !== undefined && ` until ${timeOfDay(grant.until)}`}
          </span>
          <button class="chip-stop" type="button" onClick={() => onStop(what)}>
            Stop<span class="vh"> sharing {SHARED[what].title}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
