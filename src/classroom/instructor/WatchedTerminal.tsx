import { useEffect, useRef, useState } from 'preact/hooks';
import { pageNetwork } from '../../session/network.ts';
import { RemoteTerminal } from '../../session/remote-terminal.ts';
import type { TerminalLink } from '../../session/session.ts';
import { Icon } from '../../workbench/icon.tsx';
import { Name } from '../Name.tsx';
import { shownName } from '../shown-name.ts';
import '@xterm/xterm/css/xterm.css';
import '../../workbench/terminal/terminal.css';

interface Props {
  readonly classId: string;
  readonly learner: string;
  readonly name: string;
  /** The learner agreed that the instructor types as well. */
  readonly typing: boolean;
}

/** A learner's terminal while they share it. */
export function WatchedTerminal({ classId, learner, name, typing }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const [state, setState] = useState('Opening the terminal');
  useEffect(() => {
    let over = false;
    let leave = () => {};
    const open = async () => {
      const { Screen } = await import('../../workbench/terminal/screen.ts');
      if (over || !host.current) return;
      const screen = new Screen({
        host: host.current,
        label: `Terminal of ${shownName(name)}. Shift+Tab leaves it.`,
        screenReader: false,
        open: (size) => {
          const terminal = new RemoteTerminal(size);
          terminal.connect(pageNetwork(), terminalPath(classId, learner));
          return typing ? terminal : lookingOnly(terminal);
        },
        onAttached: () => setState(''),
        onEnded: setState,
        onSearch: () => {},
      });
      leave = () => screen.dispose();
    };
    open().catch(() => setState('The terminal could not be loaded. Reload the page.'));
    return () => {
      over = true;
      leave();
    };
  }, [classId, learner, name, typing]);
  return (
    <section class="panel watched" aria-labelledby="watched-terminal" data-watched="terminal">
      <div class="phead">
        <h2 class="tag" id="watched-terminal">
          Terminal of <Name of={name} />
        </h2>
        <span class="chip">
          <Icon name="eye" />
          {typing ? 'You can type' : 'Read only'}
        </span>
        <span class="small muted" role="status">
          {state}
        </span>
      </div>
      <div class="wb-xterm watched-xterm" ref={host} data-terminal={learner} />
    </section>
  );
}

function terminalPath(classId: string, learner: string): string {
  return `/api/class/classes/${encodeURIComponent(classId)}/learners/${encodeURIComponent(learner)}/terminal`;
}

/** Key strokes go nowhere. The server would refuse them too: this keeps them from being typed. */
function lookingOnly(terminal: RemoteTerminal): TerminalLink {
  return {
    onOutput: (listener) => terminal.onOutput(listener),
    onAttached: (listener) => terminal.onAttached(listener),
    onEnded: (listener) => terminal.onEnded(listener),
    write: () => {},
    resize: () => {},
    dispose: () => terminal.dispose(),
  };
}
