import { useState } from 'preact/hooks';
import type { LearnerView } from '../../schemas/classroom/learner.ts';
import { Dialog } from '../Dialog.tsx';
import { useSubmitting } from '../form/submitting.ts';
import { Trouble } from '../form/Trouble.tsx';
import { shownName } from '../shown-name.ts';
import type { MachineAction } from './actions.ts';

interface Words {
  readonly label: string;
  readonly title: string;
  readonly lost: string;
  readonly kept: string;
  readonly act: string;
}

const ASKS: Readonly<Record<'reset' | 'end', Words>> = {
  reset: {
    label: 'Reset',
    title: 'Reset the machine',
    lost: 'everything done in the machine outside of the editor, its journal and open terminals.',
    kept: 'the files in the editor and all results. The files go into the new machine.',
    act: 'Reset',
  },
  end: {
    label: 'End',
    title: 'End the machine',
    lost: 'the machine with everything in it, and its open terminals.',
    kept: 'the files in the editor and all results. A new machine starts with them.',
    act: 'End',
  },
};

interface Props {
  /** Whose: a learner's name, or words for all of them. */
  readonly who: string;
  readonly state: LearnerView['machine']['state'] | 'several';
  readonly run: (action: MachineAction) => Promise<void>;
}

/** More time, a fresh start, a lost machine back, an end: what loses something asks first. */
export function MachineActions({ who, state, run: act }: Props) {
  const [asking, setAsking] = useState<'reset' | 'end' | null>(null);
  const { busy, trouble, run } = useSubmitting();
  const there = state === 'ready' || state === 'several';
  const words = asking && ASKS[asking];
  return (
    <>
      <div class="row">
        <Act on={there} busy={busy} label="Extend" onAct={() => run(() => act('extend'))} />
        <Act on={there} busy={busy} label="Reset" onAct={() => setAsking('reset')} />
        <Act
          on={!there || state === 'several'}
          busy={busy}
          label="Restore"
          onAct={() => run(() => act('restore'))}
        />
        <Act on={there} busy={busy} label="End" onAct={() => setAsking('end')} />
      </div>
      <Trouble of={trouble} />
      {words && asking && (
        <Dialog title={`${words.title} of ${shownName(who)}?`} onClose={() => setAsking(null)}>
          <p>
            <b>Lost:</b> {words.lost}
          </p>
          <p>
            <b>Kept:</b> {words.kept}
          </p>
          <p class="row">
            <button
              class="btn btn-main"
              type="button"
              onClick={() => {
                setAsking(null);
                void run(() => act(asking));
              }}
            >
              {words.act}
            </button>
            <button class="btn" type="button" onClick={() => setAsking(null)}>
              Cancel
            </button>
          </p>
        </Dialog>
      )}
    </>
  );
}

function Act(props: { on: boolean; busy: boolean; label: string; onAct: () => void }) {
  if (!props.on) return null;
  return (
    <button class="btn btn-sm" type="button" aria-disabled={props.busy} onClick={props.onAct}>
      {props.label}
    </button>
  );
}
