/** Shows the learner's editor to their instructor while they agreed to it. */
import { effect } from '@preact/signals';
import { ToHost } from '../../schemas/classroom/editor.ts';
import { Line } from '../../session/line.ts';
import { pageNetwork } from '../../session/network.ts';
import { parseJson } from '../../session/remote-terminal.ts';
import type { Bench } from '../../workbench/bench.ts';
import { EditorHost } from '../editor/host.ts';
import { shownName } from '../shown-name.ts';

/** The cursor is told at most this often, ms. */
const CARET_MS = 80;

/** `path` is the WebSocket's. Answers a way to stop. */
export function shareEditor({ workspace }: Bench, path: string): () => void {
  let line: Line | undefined;
  const host = new EditorHost({
    files: () => workspace.files.peek(),
    put: (file, text) => workspace.dispatch(file, { type: 'typed', text }),
    send: (message) => void line?.send(JSON.stringify(message)),
    draw: (carets) => {
      workspace.peers.value = carets.map((caret) => ({ ...caret, name: shownName(caret.name) }));
    },
  });
  const connect = () => {
    line = new Line(pageNetwork(), () => path, {
      opened: () => {},
      text: (data) => {
        const message = ToHost.safeParse(parseJson(data));
        if (message.success) host.receive(message.data);
      },
      binary: () => {},
      dropped: () => host.alone(),
      over: () => {
        host.alone();
        line = undefined;
      },
    });
  };
  connect();
  // Another tab of the learner took over: the one they come back to is shown again.
  const back = () => {
    if (!line) connect();
  };
  addEventListener('focus', back);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tellCaret = () => {
    timer = undefined;
    const { anchor, head } = workspace.selection.peek();
    host.at({ path: workspace.active.peek(), anchor, head });
  };
  const stops = [
    effect(() => {
      void workspace.files.value;
      host.follow();
    }),
    effect(() => {
      void workspace.selection.value;
      void workspace.active.value;
      timer ??= setTimeout(tellCaret, CARET_MS);
    }),
  ];
  return () => {
    for (const stop of stops) stop();
    clearTimeout(timer);
    removeEventListener('focus', back);
    line?.close();
    workspace.peers.value = [];
  };
}
