/** The lesson's island: the learner's files, terminals and checks on a machine of their own. */
import { useSignal } from '@preact/signals';
import { render } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { HAS_BACKEND } from '../backend.ts';
import { withWork } from '../progress/progress.ts';
import { changeProgress } from '../progress/store.ts';
import type { WorkbenchProps } from '../schemas/workbench.ts';
import { browserStore, type KeyValueStore } from '../storage.ts';
import { Bench } from './bench.ts';
import { ChecksPane } from './checks/ChecksPane.tsx';
import { currentBench } from './current.ts';
import { EditorPane } from './editor/EditorPane.tsx';
import { useArrangement } from './layout/arrangement.ts';
import { JumpBar } from './layout/JumpBar.tsx';
import { frontPane, PaneTabs, paneId } from './layout/PaneTabs.tsx';
import type { Pane } from './layout/pane-layout.ts';
import { Splitter } from './layout/Splitter.tsx';
import { lazyCards } from './lazy-cards.ts';
import { MachineChip } from './machine/MachineChip.tsx';
import { MachinePanel } from './machine/MachinePanel.tsx';
import { Places } from './machine/places.ts';
import { type Sessions, sandboxPlace } from './machine/sessions.ts';
import { NoticeList, Spoken } from './NoticeList.tsx';
import { listenToPage } from './page.ts';
import { recordProgress } from './record-progress.ts';
import { ActivationStrip } from './strip/ActivationStrip.tsx';
import { stationsOf } from './strip/stations.ts';
import { tellCards } from './tell-cards.ts';
import { TerminalPane } from './terminal/TerminalPane.tsx';
import '@xterm/xterm/css/xterm.css';
import './layout/layout.css';
import './strip/strip.css';
import './machine/machine.css';
import './editor/editor.css';
import './terminal/terminal.css';
import './checks/checks.css';

export interface WorkbenchOptions extends WorkbenchProps {
  /** Where machines come from; this tab or the sandbox of this site when absent. */
  readonly sessions?: Sessions;
  /** Where edits are kept; this browser's storage when absent. */
  readonly store?: KeyValueStore;
}

const thisBrowser = browserStore(() => localStorage);

/** Where machines can run on this site: a folder of files has no server for them. */
function placesOf(needs: readonly string[], store: KeyValueStore): Places {
  return new Places({
    needs,
    store,
    ...(HAS_BACKEND ? { server: sandboxPlace } : {}),
    tab: async () => (await import('./machine/tab-place.ts')).tabPlace(store),
  });
}

export default function Workbench({
  lesson,
  exercise,
  lessons,
  cards,
  sessions,
  store,
}: WorkbenchOptions) {
  const bench = useMemo(() => {
    const kept = store ?? thisBrowser;
    if (sessions) return new Bench({ exercise, lessons, sessions, store: kept });
    const places = placesOf(exercise.needs, kept);
    return new Bench({ exercise, lessons, sessions: places, places, store: kept });
  }, [exercise, lessons, sessions, store]);
  const root = useRef<HTMLDivElement>(null);
  const arrangement = useArrangement().value;
  const inUse = useSignal(false);
  const phase = bench.connection.phase.value;
  const { editor, checks } = bench.layout.sizes.value;

  useEffect(() => listenToPage(bench), [bench]);
  useEffect(() => {
    currentBench.value = bench;
    return () => {
      currentBench.value = null;
    };
  }, [bench]);
  useEffect(() => {
    const kept = store ?? thisBrowser;
    return recordProgress(bench, {
      lesson,
      record: (work) => changeProgress(kept, (progress) => withWork(progress, work, Date.now())),
      visible: () => document.visibilityState === 'visible',
    });
  }, [bench, lesson, store]);
  useEffect(() => {
    if (!cards) return;
    const reviews = lazyCards(cards, store ?? thisBrowser);
    const stop = tellCards(bench, reviews);
    return () => {
      stop();
      reviews.dispose();
    };
  }, [bench, cards, store]);
  useEffect(() => {
    const slot = document.querySelector('[data-slot="machine"]');
    if (!slot) return;
    render(<MachineChip bench={bench} />, slot);
    return () => render(null, slot);
  }, [bench]);
  useEffect(() => {
    root.current?.style.setProperty('--wb-editor', `${editor}fr`);
    root.current?.style.setProperty('--wb-terminal', `${100 - editor}fr`);
    root.current?.style.setProperty('--wb-checks', `${checks}px`);
  }, [editor, checks]);
  useEffect(() => {
    if (phase !== 'none') inUse.value = true;
  }, [phase, inUse]);

  const front = frontPane(bench.layout, arrangement);
  const place = (pane: Pane) => ({
    id: paneId(pane),
    class: `panel wb-pane wb-${pane}${pane === front ? ' wb-front' : ''}`,
  });
  const tabs = (
    <PaneTabs layout={bench.layout} arrangement={arrangement} count={bench.checks.count.value} />
  );
  const use = () => {
    inUse.value = true;
  };
  return (
    <div ref={root} class="wb" data-machine-state={phase} onPointerEnter={use} onFocusCapture={use}>
      <Top bench={bench} />
      <NoticeList bench={bench} />
      {arrangement === 'narrow' && tabs}
      <section {...place('editor')} aria-label="Editor">
        <EditorPane bench={bench} inUse={inUse.value} />
      </section>
      <Splitter
        layout={bench.layout}
        pane="editor"
        controls={paneId('editor')}
        label="Height of the editor"
        sizeAt={editorShare}
      />
      {arrangement === 'middle' && tabs}
      <section {...place('terminal')} aria-label="Terminal">
        <TerminalPane bench={bench} />
      </section>
      <Splitter
        layout={bench.layout}
        pane="checks"
        controls={paneId('checks')}
        label="Width of the checks"
        sizeAt={(event, box) => box.getBoundingClientRect().right - event.clientX}
      />
      <section {...place('checks')} aria-label="Checks">
        <ChecksPane bench={bench} />
      </section>
      <JumpBar board={bench.checks.board.value} />
      <Spoken notices={bench.notices} />
    </div>
  );
}

function Top({ bench }: { bench: Bench }) {
  const { socket } = bench.exercise;
  const ready = bench.connection.phase.value === 'ready';
  if (ready && socket === undefined) return null;
  return (
    <div class="panel wb-top">
      {ready && socket !== undefined ? (
        <ActivationStrip stations={stationsOf(socket, bench.activation.value)} />
      ) : (
        <MachinePanel bench={bench} />
      )}
    </div>
  );
}

/** The editor's share, percent, that puts its lower edge under the pointer. */
function editorShare(event: PointerEvent, box: HTMLElement): number {
  const top = box.querySelector('.wb-editor')?.getBoundingClientRect().top ?? 0;
  const lowest = box.getBoundingClientRect().bottom;
  return ((event.clientY - top) / (lowest - top)) * 100;
}
