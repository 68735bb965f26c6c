import { type Signal, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Bench } from '../bench.ts';
import { Icon } from '../icon.tsx';
import { EndConfirm, KeepConfirm, MoveConfirm, ResetConfirm } from './Confirm.tsx';
import { OfflineEntry } from './OfflineEntry.tsx';
import { PlaceChoice } from './PlaceChoice.tsx';
import type { Place } from './place.ts';
import { formatClock } from './time.ts';

type Step =
  | 'closed'
  | 'actions'
  | 'reset'
  | 'end'
  | { readonly move: Place }
  /** Bytes to download and keep. */
  | { readonly keep: number };

/** Add time, reset, end: a disclosure below the chip. Escape or a click elsewhere closes it. */
export function MachineMenu({ bench }: { bench: Bench }) {
  const step = useSignal<Step>('closed');
  const box = useRef<HTMLSpanElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const open = step.value !== 'closed';
  const close = () => {
    step.value = 'closed';
    button.current?.focus();
  };
  useEffect(() => {
    if (!open) return;
    const ending = new AbortController();
    const inside = ({ target }: Event) => target instanceof Node && box.current?.contains(target);
    const outside = (event: Event) => {
      if (!inside(event)) step.value = 'closed';
    };
    const leave = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && inside(event)) close();
    };
    document.addEventListener('pointerdown', outside, { signal: ending.signal });
    document.addEventListener('keydown', leave, { signal: ending.signal });
    return () => ending.abort();
  });
  return (
    <span class="wb-menu" ref={box}>
      <button
        ref={button}
        class="iconbtn"
        type="button"
        aria-label="Machine: time, reset, end"
        title="Machine: time, reset, end"
        aria-expanded={open}
        aria-controls="wb-machine-menu"
        onClick={() => {
          step.value = open ? 'closed' : 'actions';
        }}
      >
        <Icon name="more" class="i-20" />
      </button>
      <div class="wb-menu-box panel" id="wb-machine-menu" hidden={!open}>
        {step.value === 'actions' && <Actions bench={bench} step={step} />}
        {step.value === 'reset' && (
          <ResetConfirm
            cancel={close}
            confirm={(files) => {
              close();
              void bench.reset(files);
            }}
          />
        )}
        {typeof step.value === 'object' && 'keep' in step.value && (
          <KeepConfirm
            bytes={step.value.keep}
            cancel={close}
            confirm={() => {
              close();
              void bench.keepOffline();
            }}
          />
        )}
        {typeof step.value === 'object' && 'move' in step.value && (
          <MoveConfirm
            place={step.value.move}
            cancel={close}
            confirm={(place) => {
              close();
              void bench.moveTo(place);
            }}
          />
        )}
        {step.value === 'end' && (
          <EndConfirm
            cancel={close}
            confirm={() => {
              close();
              void bench.end();
            }}
          />
        )}
      </div>
    </span>
  );
}

function Actions({ bench, step }: { bench: Bench; step: Signal<Step> }) {
  const view = bench.connection.view.value;
  const ready = bench.connection.phase.value === 'ready';
  return (
    <>
      {view?.machine && (
        <p class="tiny muted">
          systemd {view.machine.systemd} on {view.machine.release}
        </p>
      )}
      {view?.expiresAt !== undefined && (
        <p class="tiny muted num">Ends at {formatClock(view.expiresAt)} at the latest</p>
      )}
      {ready && bench.places && (
        <PlaceChoice
          places={bench.places}
          choose={(move) => {
            step.value = { move };
          }}
        />
      )}
      {ready && bench.places?.choice.value.place === 'tab' && (
        <OfflineEntry
          state={bench.places.offline.state.value}
          keep={(bytes) => {
            step.value = { keep: bytes };
          }}
        />
      )}
      {ready && view?.expiresAt !== undefined && (
        <button
          class="btn"
          type="button"
          data-action="extend-machine"
          onClick={() => void bench.extend()}
        >
          <Icon name="clock" />
          Add time
        </button>
      )}
      {ready && (
        <button
          class="btn"
          type="button"
          data-action="reset-machine"
          onClick={() => {
            step.value = 'reset';
          }}
        >
          <Icon name="undo" />
          Reset…
        </button>
      )}
      <button
        class="btn"
        type="button"
        data-action="end-machine"
        onClick={() => {
          step.value = 'end';
        }}
      >
        <Icon name="close" />
        {ready ? 'End machine…' : 'Leave the queue…'}
      </button>
    </>
  );
}
