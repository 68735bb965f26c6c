import { useSignalEffect } from '@preact/signals';
import { useCallback, useEffect, useState } from 'preact/hooks';
import { currentBench } from '../../workbench/current.ts';
import { Icon } from '../../workbench/icon.tsx';
import { editorPath } from '../editor/address.ts';
import { useSubmitting } from '../form/submitting.ts';
import { Trouble } from '../form/Trouble.tsx';
import type { ClassClient, ClassRequest } from '../live/client.ts';
import { useNow } from '../live/use-now.ts';
import { type BarView, barView } from './bar-view.ts';
import { ClassMessages } from './ClassMessages.tsx';
import { ConsentPanel } from './ConsentPanel.tsx';
import { EyesUp } from './EyesUp.tsx';
import { HandForm } from './HandForm.tsx';
import { reportHints } from './report-hints.ts';
import { reportMachine } from './report-machine.ts';
import { reportProgress } from './report-progress.ts';
import { Reports } from './reports.ts';
import { shareEditor } from './share-editor.ts';
import { Watching } from './Watching.tsx';

/** How long a learner shares what they were asked for, minutes. */
const SHARE_MIN = 15;

interface Props {
  readonly client: ClassClient;
  /** The learner's id in the class. */
  readonly me: string;
  /** Path of the lesson on this page. */
  readonly lesson: string;
  /** This browser is not in the class any more. */
  readonly onGone: () => void;
}

/** A lab's own line below the site's bar: where the class is, help, messages, who is looking. */
export function ClassBar({ client, me, lesson, onGone }: Props) {
  const now = useNow(client);
  const state = client.state.value;
  const mine = state?.learners.get(me);
  const [open, setOpen] = useState<'hand' | 'messages' | null>(null);
  const [read, setRead] = useState(0);
  const [dismissed, setDismissed] = useState(0);
  const { trouble, run } = useSubmitting();
  const ask = (request: ClassRequest) => run(() => client.ask(request));

  const connection = client.connection.value;
  useEffect(() => {
    if (connection === 'connected') client.ask({ t: 'at', lesson }).catch(() => {});
  }, [client, connection, lesson]);
  useSignalEffect(() => {
    const bench = currentBench.value;
    if (!bench) return undefined;
    const { exercise } = bench;
    const row = () => client.state.peek()?.learners.get(me);
    const reports = new Reports({ ask: (request) => client.ask(request) });
    const stops = [
      reportMachine(bench, reports),
      reportHints(bench, reports, () => row()?.hints[exercise.id] ?? 0),
      reportProgress(bench, reports, () => row()?.checks[exercise.id] ?? {}),
    ];
    return () => {
      for (const stop of stops) stop();
      reports.dispose();
    };
  });
  // A machine that the instructor restored takes the place of the lost one by itself.
  const restored = mine && isThere(mine.machine.state) ? mine.machine.session : undefined;
  useEffect(() => {
    const phase = currentBench.value?.connection.phase.peek();
    if (restored !== undefined && (phase === 'ended' || phase === 'error')) {
      void currentBench.value?.connection.adopt(restored);
    }
  }, [restored]);
  const shared = mine?.shares.files?.state === 'given' && state?.class.archivedAt === null;
  const bench = currentBench.value;
  const classId = state?.class.id;
  useEffect(() => {
    if (!shared || !bench || classId === undefined) return undefined;
    return shareEditor(bench, editorPath(classId, me));
  }, [shared, bench, classId, me]);
  const undim = useCallback(() => {
    setDismissed(client.state.value?.eyesUp?.until ?? 0);
  }, [client]);

  if (client.closed.value !== null) return <Gone why={client.closed.value} onGone={onGone} />;
  if (!state || !mine) return <div class="cbar" />;
  const view = barView(state, mine, lesson, now);
  const unread = state.messages.filter(({ at, from }) => at > read && from.role === 'instructor');
  const show = (panel: 'hand' | 'messages') => {
    if (panel === 'messages') setRead(state.messages.at(-1)?.at ?? 0);
    setOpen(open === panel ? null : panel);
  };
  const newest = unread.at(-1);
  return (
    <section class="cbar" aria-label="Lab" data-class-bar>
      <div class="cbar-line">
        <Where view={view} lost={connection === 'lost'} />
        <Watching given={view.given} onStop={(what) => void ask({ t: 'stop', what })} />
        <button
          class="btn btn-sm"
          type="button"
          aria-expanded={open === 'messages'}
          data-action="class-messages"
          onClick={() => show('messages')}
        >
          Messages{unread.length > 0 && <b class="badge">{unread.length} new</b>}
        </button>
        {!view.over && (
          <button
            class={view.hand ? 'btn btn-sm hand-up' : 'btn btn-sm'}
            type="button"
            aria-expanded={view.hand ? undefined : open === 'hand'}
            data-action="hand"
            onClick={() => (view.hand ? void ask({ t: 'lower-hand' }) : show('hand'))}
          >
            <Icon name="hand" />
            {view.hand ? `${view.hand}. Lower` : 'Raise hand'}
          </button>
        )}
      </div>
      <div class="cbar-panels">
        {view.asks.map(({ what, grant }) => (
          <ConsentPanel
            key={what}
            by={grant.by}
            what={what}
            mode={grant.mode}
            until={`${SHARE_MIN} minutes from when you agree.`}
            onAnswer={(agreed) =>
              void ask(agreed ? { t: 'give', what, minutes: SHARE_MIN } : { t: 'stop', what })
            }
          />
        ))}
        {newest && open !== 'messages' && (
          <ClassMessages
            messages={[newest]}
            onClose={() => setRead(newest.at)}
            onAnswer={() => show('messages')}
          />
        )}
        {open === 'messages' && (
          <ClassMessages
            messages={state.messages}
            log={state.access}
            onSay={(text) => client.ask({ t: 'say', text })}
            onClose={() => show('messages')}
          />
        )}
        {open === 'hand' && !view.hand && (
          <HandForm
            bench={currentBench.value}
            onRaise={async (text, check) => {
              await client.ask({ t: 'raise-hand', text, ...(check ? { check } : {}) });
              setOpen(null);
            }}
            onCancel={() => setOpen(null)}
          />
        )}
        {trouble && <Trouble of={trouble} />}
      </div>
      {view.eyesUp && view.eyesUp.until !== dismissed && (
        <EyesUp
          by={view.eyesUp.by}
          text={view.eyesUp.text}
          leftMs={view.eyesUp.until - now}
          onOver={undim}
        />
      )}
    </section>
  );
}

const isThere = (state: string) => state === 'queued' || state === 'starting' || state === 'ready';

function Where({ view, lost }: { view: BarView; lost: boolean }) {
  return (
    <>
      <a class="cbar-title" href="/class/">
        <Icon name="group" />
        <span>{view.title}</span>
      </a>
      <p class={view.over || lost ? 'cbar-step cbar-news' : 'cbar-step'} role="status">
        {lost ? 'Connection lost. Coming back by itself.' : (view.wait ?? view.step)}
      </p>
    </>
  );
}

function Gone({ why, onGone }: { why: string; onGone: () => void }) {
  return (
    <section class="cbar" aria-label="Lab">
      <div class="cbar-line">
        <p class="cbar-step cbar-news" role="status">
          {why}
        </p>
        <a class="btn btn-sm" href="/class/">
          Join a lab
        </a>
        <button class="btn btn-sm" type="button" onClick={onGone}>
          Put away
        </button>
      </div>
    </section>
  );
}
