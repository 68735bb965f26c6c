import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { FindBar } from './FindBar.tsx';
import type { Screen } from './screen.ts';
import { TouchKeys } from './TouchKeys.tsx';
import { titleOf } from './tab-list.ts';
import type { Terminals } from './terminals.ts';

type Link = 'loading' | 'opening' | 'attached' | { readonly ended: string };

export interface TerminalScreenProps {
  readonly id: string;
  readonly terminals: Terminals;
  readonly shown: boolean;
  /** There is a machine to open another terminal on. */
  readonly ready: boolean;
  /** False while the connection to the sandbox is down. */
  readonly connected: boolean;
}

/** A terminal and what there is to say about its connection. */
export function TerminalScreen({ id, terminals, shown, ready, connected }: TerminalScreenProps) {
  const host = useRef<HTMLDivElement>(null);
  const screen = useRef<Screen | null>(null);
  const link = useSignal<Link>('loading');
  const finding = useSignal(false);
  const reader = terminals.screenReader.value;

  useEffect(() => {
    let over = false;
    let leave = () => {};
    const mount = async () => {
      const { Screen } = await import('./screen.ts');
      if (over || !host.current) return;
      link.value = 'opening';
      const made = new Screen({
        host: host.current,
        label: `${titleOf(id)}. Shift+Tab leaves it.`,
        screenReader: terminals.screenReader.peek(),
        open: (size) => terminals.open(id, size),
        onAttached: () => {
          link.value = 'attached';
        },
        onEnded: (reason) => {
          link.value = { ended: reason };
        },
        onSearch: () => {
          finding.value = true;
        },
      });
      screen.current = made;
      leave = terminals.register(id, made);
    };
    mount().catch(() => {
      link.value = { ended: 'The terminal could not be loaded. Reload the page.' };
    });
    return () => {
      over = true;
      leave();
      screen.current?.dispose();
      screen.current = null;
    };
  }, [id, terminals]);

  useEffect(() => screen.current?.setScreenReader(reader), [reader]);

  const state = link.value;
  const ended = typeof state === 'object' ? state.ended : null;
  return (
    <div class="wb-screen" hidden={!shown}>
      {finding.value && (
        <FindBar
          find={(text, direction) => screen.current?.find(text, direction) ?? false}
          close={() => {
            finding.value = false;
            screen.current?.endFind();
          }}
        />
      )}
      <div class="wb-xterm" ref={host} data-terminal={id} data-link={ended ? 'ended' : state} />
      {ended === null && <TouchKeys send={(keys) => screen.current?.input(keys)} />}
      {ended === null && (!connected || state !== 'attached') && (
        <p class="wb-screen-state small">
          {connected ? 'Opening the terminal' : 'Reconnecting. What you type is sent afterwards.'}
        </p>
      )}
      {ended !== null && (
        <p class="wb-screen-state small" role="status">
          <span>{ended}</span>
          {ready && (
            <button class="btn btn-sm" type="button" onClick={() => terminals.replace(id)}>
              New terminal
            </button>
          )}
        </p>
      )}
    </div>
  );
}
