import type { Grant, LearnerView, Shared } from '../../schemas/classroom/learner.ts';
import { Icon } from '../../workbench/icon.tsx';
import { useSubmitting } from '../form/submitting.ts';
import { Trouble } from '../form/Trouble.tsx';
import { atLeast, timeOfDay } from '../grid/duration.ts';
import { Name } from '../Name.tsx';
import type { LearnerActions } from './actions.ts';

const TITLES: Readonly<Record<Shared, string>> = { files: 'Editor', terminal: 'Terminal' };

interface Props {
  readonly learner: LearnerView;
  readonly now: number;
  readonly actions: LearnerActions;
}

/** What this learner lets be seen, and the way to ask for more. */
export function SharedWith({ learner, now, actions }: Props) {
  const { busy, trouble, run } = useSubmitting();
  return (
    <section class="sec-p" aria-labelledby="panel-shared">
      <h3 class="tag" id="panel-shared">
        What <Name of={learner.name} /> shares
      </h3>
      <dl class="consent">
        <dt>
          Checks<small>Always shared in a lab</small>
        </dt>
        <dd>
          <span class="chip">
            <Icon name="eye" />
            You can see
          </span>
        </dd>
        {(['files', 'terminal'] as const).map((what) => {
          const grant = learner.shares[what];
          return (
            <div class="consent-row" key={what} data-shared={what}>
              <dt>
                {TITLES[what]}
                <small>{standing(grant, now)}</small>
              </dt>
              <dd class="row">
                {grant === null && (
                  <>
                    <button
                      class="btn btn-sm"
                      type="button"
                      aria-disabled={busy}
                      onClick={() => void run(() => actions.ask(what, 'view'))}
                    >
                      <Icon name="lock" />
                      Ask to see
                    </button>
                    <button
                      class="btn btn-sm"
                      type="button"
                      aria-disabled={busy}
                      onClick={() => void run(() => actions.ask(what, 'together'))}
                    >
                      Ask to type too
                    </button>
                  </>
                )}
                {grant?.state === 'given' && (
                  <span class="chip">
                    <Icon name="eye" />
                    {grant.mode === 'view' ? 'You can see' : 'You can type'}
                  </span>
                )}
                {grant !== null && (
                  <button
                    class="btn btn-sm"
                    type="button"
                    onClick={() => void run(() => actions.stopLooking(what))}
                  >
                    {grant.state === 'asked' ? 'Take back' : 'Stop'}
                  </button>
                )}
              </dd>
            </div>
          );
        })}
      </dl>
      <Trouble of={trouble} />
      <p class="tiny muted">
        <Name of={learner.name} /> sees that you are looking and can stop it at any time.
      </p>
    </section>
  );
}

function standing(grant: Grant | null, now: number): string {
  if (grant === null) return 'Not shared';
  if (grant.state === 'asked') return `Asked ${timeOfDay(grant.at)}, no answer yet`;
  return grant.until === undefined
    ? 'Agreed'
    : `Agreed, ends at ${timeOfDay(grant.until)}, in ${atLeast(grant.until - now)}`;
}
