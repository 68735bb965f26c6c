import { inMegabytes } from '../../offline/megabytes.ts';
import type { Bench } from '../bench.ts';
import { isEdited } from '../editor/file-state.ts';
import { Icon, type IconName } from '../icon.tsx';
import { Download } from './Download.tsx';
import { PlaceChoice } from './PlaceChoice.tsx';
import { queueWords } from './phase-words.ts';
import type { Places } from './places.ts';
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
  const { places, connection } = bench;
  const progress = places?.progress.value;
  const idle = ['none', 'ended', 'error'].includes(connection.phase.value);
  return (
    <div class="wb-machine">
      <Icon name={icon} class="i-20" />
      <p>
        <b>{title}</b> <span>{withCommands(text)}</span>
      </p>
      {progress && !idle && <Download progress={progress} cancel={() => void bench.end()} />}
      {places && idle && !connection.elsewhere.value && (
        <PlaceChoice places={places} choose={(place) => void bench.moveTo(place)} />
      )}
      {connection.elsewhere.value && (
        <button
          class="btn btn-main"
          type="button"
          data-action="take-over"
          onClick={() => void connection.takeOver()}
        >
          Use it here
        </button>
      )}
      {start !== undefined && (
        <button
          class={connection.elsewhere.value ? 'btn' : 'btn btn-main'}
          type="button"
          data-action="start-machine"
          onClick={() => void bench.start()}
        >
          <Icon name="play" />
          {start}
        </button>
      )}
    </div>
  );
}

/** Commands that a text quotes, in one piece each: a line that ends between two hyphens misleads. */
function withCommands(text: string) {
  return text
    .split(/"((?:npm|node) [^"]+)"/)
    .map((part, at) => (at % 2 === 0 ? part : <code class="nowrap">{part}</code>));
}

function wordsFor({ connection, workspace, places }: Bench): Words {
  const view = connection.view.value;
  const estimate = view?.estimateMs === undefined ? '' : formatEstimate(view.estimateMs);
  const kept = workspace.files.value.some(isEdited)
    ? 'Your files are kept and go into the new one.'
    : '';
  switch (connection.phase.value) {
    case 'none':
      return beforeTheFirst(places);
    case 'queued':
      return {
        icon: 'clock',
        title: queueWords(view),
        text: `${estimate ? `Yours is free in ${estimate}. ` : ''}Keep this page open; you can edit meanwhile.`,
      };
    case 'starting':
      if (places?.progress.value) {
        return {
          icon: 'run',
          title: 'The machine comes to this tab.',
          text: 'You can already edit.',
        };
      }
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

/** What there is to say before a machine was asked for. */
function beforeTheFirst(places: Places | null): Words {
  const words: Words = {
    icon: 'ring',
    title: 'No machine yet.',
    text: 'You get a Debian machine of your own, with systemd as PID 1. You can already edit.',
    start: 'Start machine',
  };
  if (!places?.known.value) return words;
  const { place, possible, why } = places.choice.value;
  if (!possible) {
    return {
      icon: 'info',
      title: 'There is no machine for this exercise.',
      text: `Reading and cards work all the same. ${why ?? ''}`.trim(),
      start: 'Try again',
    };
  }
  const because = why === undefined ? '' : `${why} `;
  if (place === 'server') return { ...words, text: because + words.text };
  const caution = places.caution.value === undefined ? '' : ` ${places.caution.value}`;
  const bytes = places.missingBytes.value ?? 0;
  if (bytes === 0) {
    return {
      ...words,
      text: `${because}A Debian machine in this tab, with systemd as PID 1.${places.offline.state.value.t === 'ready' ? ' It needs no network.' : ''}${caution}`,
    };
  }
  return {
    ...words,
    title: 'A whole Debian machine in this tab, with systemd as PID 1.',
    text: `${because}${inMegabytes(bytes)} are downloaded and kept; ${following(places)}. It takes about 400 MB of memory while it runs.${caution}`,
    start: `Download ${inMegabytes(bytes)} and start`,
  };
}

/** What is downloaded later. */
function following(places: Places): string {
  const bytes = places.followingBytes.value;
  return bytes === 0
    ? 'its programs follow as you use them'
    : `while it runs, ${inMegabytes(bytes)} of programs follow, and others as you use them`;
}

/** A reason's first sentence, which says what happened, and the rest. */
function inTwo(reason: string): Pick<Words, 'title' | 'text'> {
  const [title = '', ...text] = reason.split(/(?<=\.)\s+/);
  return { title, text: text.join(' ') };
}
