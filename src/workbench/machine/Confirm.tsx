import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { inMegabytes } from '../../offline/megabytes.ts';
import type { Place } from './place.ts';

/** A question in the place it was asked; takes the focus, so that it is read out. */
function Confirm({ title, children }: { title: string; children: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div class="wb-confirm">
      <h2 ref={heading} tabIndex={-1}>
        {title}
      </h2>
      {children}
    </div>
  );
}

export interface ResetConfirmProps {
  readonly confirm: (files: 'keep' | 'discard') => void;
  readonly cancel: () => void;
}

export function ResetConfirm({ confirm, cancel }: ResetConfirmProps) {
  const discard = useRef<HTMLInputElement>(null);
  return (
    <Confirm title="Reset the machine?">
      <p>
        <b>Lost:</b> everything done in this machine outside the editor, its journal, its running
        services and open terminals.
      </p>
      <p>
        <b>Kept:</b> the files in your editor. They go into the new machine.
      </p>
      <label class="wb-choice">
        <input type="checkbox" ref={discard} />
        <span>
          Put the files back to the start of the exercise as well. Your text is set aside.
        </span>
      </label>
      <div class="wb-acts">
        <button
          class="btn btn-main"
          type="button"
          data-action="confirm-reset"
          onClick={() => confirm(discard.current?.checked ? 'discard' : 'keep')}
        >
          Reset machine
        </button>
        <button class="btn" type="button" onClick={cancel}>
          Cancel
        </button>
      </div>
    </Confirm>
  );
}

export interface KeepConfirmProps {
  readonly bytes: number;
  readonly confirm: () => void;
  readonly cancel: () => void;
}

export function KeepConfirm({ bytes, confirm, cancel }: KeepConfirmProps) {
  return (
    <Confirm title="Keep it for use offline?">
      <p>
        All programs of the machine ({inMegabytes(bytes)}) and the pages of the course are
        downloaded and kept in this browser. Then lessons work here without a network.
      </p>
      <p>You can go on working meanwhile.</p>
      <div class="wb-acts">
        <button class="btn btn-main" type="button" data-action="confirm-keep" onClick={confirm}>
          Download {inMegabytes(bytes)}
        </button>
        <button class="btn" type="button" onClick={cancel}>
          Cancel
        </button>
      </div>
    </Confirm>
  );
}

const MOVES: Readonly<Record<Place, string>> = {
  tab: 'Use a machine in this tab?',
  server: 'Use a machine on the server?',
};

export interface MoveConfirmProps {
  readonly place: Place;
  readonly confirm: (place: Place) => void;
  readonly cancel: () => void;
}

export function MoveConfirm({ place, confirm, cancel }: MoveConfirmProps) {
  return (
    <Confirm title={MOVES[place]}>
      <p>
        <b>Lost:</b> the machine you have, with everything in it, and its open terminals.
      </p>
      <p>
        <b>Kept:</b> the files in your editor. They go into the other machine.
      </p>
      <div class="wb-acts">
        <button
          class="btn btn-main"
          type="button"
          data-action="confirm-move"
          onClick={() => confirm(place)}
        >
          Change
        </button>
        <button class="btn" type="button" onClick={cancel}>
          Cancel
        </button>
      </div>
    </Confirm>
  );
}

export function EndConfirm({ confirm, cancel }: { confirm: () => void; cancel: () => void }) {
  return (
    <Confirm title="End the machine?">
      <p>
        <b>Lost:</b> the machine with everything in it, and its open terminals.
      </p>
      <p>
        <b>Kept:</b> the files in your editor. A new machine starts with them.
      </p>
      <div class="wb-acts">
        <button class="btn btn-main" type="button" data-action="confirm-end" onClick={confirm}>
          End machine
        </button>
        <button class="btn" type="button" onClick={cancel}>
          Cancel
        </button>
      </div>
    </Confirm>
  );
}
