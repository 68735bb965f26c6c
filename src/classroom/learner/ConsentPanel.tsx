import { Icon } from '../../workbench/icon.tsx';
import { Name } from '../Name.tsx';

export type Shared = 'files' | 'terminal';

/** What is shown when the learner agrees, in their words. */
export const SHARED: Readonly<Record<Shared, { readonly title: string; readonly what: string }>> = {
  files: {
    title: 'your editor',
    what: 'The files in your editor as you type, saved or not, and where your cursor is.',
  },
  terminal: {
    title: 'your terminal',
    what: 'What your terminal shows and has shown since you opened it. Do not type a password of yours into it.',
  },
};

interface Props {
  readonly by: string;
  readonly what: Shared;
  /** `together`: the instructor can type as well. */
  readonly mode: 'view' | 'together';
  /** In words: `for 15 min, until 10:55`. */
  readonly until: string;
  readonly onAnswer: (agreed: boolean) => void;
}

/** Asks before anything is shown. It takes no focus: an answer is never typed by accident. */
export function ConsentPanel({ by, what, mode, until, onAnswer }: Props) {
  const { title, what: shown } = SHARED[what];
  return (
    <section class="consent-panel" aria-label="Your instructor asks" data-consent={what}>
      <p role="alert">
        <Icon name="eye" />{' '}
        <b>
          <Name of={by} /> asks to {mode === 'view' ? 'see' : 'work with you in'} {title}.
        </b>
      </p>
      <dl class="consent-facts">
        <dt>Shared</dt>
        <dd>{shown}</dd>
        <dt>Who</dt>
        <dd>
          <Name of={by} />,{' '}
          {mode === 'view'
            ? 'who can look and not change anything.'
            : 'who can look, and can type as you can.'}
        </dd>
        <dt>Until</dt>
        <dd>{until}</dd>
        <dt>Who can stop it</dt>
        <dd>You, at any time, with the button in this bar. Your instructor can too.</dd>
      </dl>
      <p class="row">
        <button class="btn btn-main" type="button" onClick={() => onAnswer(true)}>
          Show {title}
        </button>
        <button class="btn" type="button" onClick={() => onAnswer(false)}>
          Not now
        </button>
        <span class="small muted">
          Nothing is shown until you agree. Either answer is written in your log.
        </span>
      </p>
    </section>
  );
}
