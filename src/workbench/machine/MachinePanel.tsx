import type { Bench } from '../bench.ts';
import { isEdited } from '../editor/file-state.ts';
import { Icon, type IconName } from '../icon.tsx';
import { formatEstimate } from './time.ts';

interface Words {
  readonly icon: IconName;
  readonly title: string;
  readonly text: string;
  /** What the button that starts a machine says; absent while there is nothing to start. */
  readonly start?: string;
}

/** In the place of the activation path while there is no machine: what is going on, and the way on. */
export function MachinePanel({ bench }: { bench: Bench }) {
  const { icon, title, text, start } = wordsFor(bench);
  return (
    <div class="wb-machine">
      <Icon name={icon} class="i-20" />
      <p>
        <b>{title}</b> <span>{text}</span>
      </p>
      {start !== undefined && (
        <button
          class="btn btn-main"
          type="button"
          data-action="start-machine"
          onClick={() => void bench.connection.start()}
        >
          <Icon name="play" />
          {start}
        </button>
      )}
    </div>
  );
}

function wordsFor({ connection, workspace }: Bench): Words {
  const view = connection.view.value;
  const estimate = view?.estimateMs === undefined ? '' : formatEstimate(view.estimateMs);
  const kept = workspace.files.value.some(isEdited)
    ? 'Your files are kept and go into the new one.'
    : '';
  switch (connection.phase.value) {
    case 'none':
      return {
        icon: 'ring',
        title: 'No machine yet.',
        text: 'You get a Debian machine of your own, with systemd as PID 1. You can already edit.',
        start: 'Start machine',
      };
    case 'queued':
      return {
        icon: 'clock',
        title: `All machines are taken. You are number ${view?.position ?? 1} in the queue.`,
        text: `${estimate ? `Yours is free in ${estimate}. ` : ''}Keep this page open; you can edit meanwhile.`,
      };
    case 'starting':
      return connection.asking.value
        ? { icon: 'run', title: 'Asking for your machine.', text: '' }
        : {
            icon: 'run',
            title: 'Your machine starts.',
            text: estimate ? `Ready in ${estimate}.` : '',
          };
    case 'suspended':
      return {
        icon: 'ring',
        title: 'Your machine is paused.',
        text: view?.reason ?? 'It goes on when the sandbox wakes it.',
      };
    case 'ended':
      return {
        icon: 'info',
        ...inTwo(view?.reason ?? `The machine has ended. ${kept}`),
        start: 'Start a new machine',
      };
    case 'error':
      return {
        icon: 'fail',
        ...inTwo(connection.refusal.value ?? view?.reason ?? `There is no machine. ${kept}`),
        start: 'Try again',
      };
    case 'ready':
      return { icon: 'dot', title: 'Your machine runs.', text: '' };
  }
}

/** A reason's first sentence, which says what happened, and the rest. */
function inTwo(reason: string): Pick<Words, 'title' | 'text'> {
  const [title = '', ...text] = reason.split(/(?<=\.)\s+/);
  return { title, text: text.join(' ') };
}
