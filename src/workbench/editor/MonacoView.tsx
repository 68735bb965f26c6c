import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Bench } from '../bench.ts';
import type { MonacoEditor } from './monaco-editor.ts';
import { PlainEditor } from './PlainEditor.tsx';
import { positionAt } from './positions.ts';
import { EMPTY_FILE } from './workspace.ts';

export interface MonacoViewProps {
  readonly bench: Bench;
  /** The workbench is in use: worth loading the large editor for. */
  readonly wanted: boolean;
  readonly onTabLeaves: (leaves: boolean | null) => void;
}

/** Phones keep the plain editor: Monaco does not support them. */
const PHONE = '(pointer: coarse) and (max-width: 66rem)';

/** The plain editor, until Monaco has arrived and takes over text, place and focus. */
export function MonacoView({ bench, wanted, onTabLeaves }: MonacoViewProps) {
  const host = useRef<HTMLDivElement>(null);
  const plain = useRef<HTMLTextAreaElement>(null);
  const arrived = useSignal(false);

  useEffect(() => {
    if (!wanted || matchMedia(PHONE).matches) return;
    let editor: MonacoEditor | undefined;
    let over = false;
    const load = async () => {
      const { MonacoEditor } = await import('./monaco-editor.ts');
      if (over || !host.current) return;
      const area = plain.current;
      const place = positionAt(area?.value ?? '', area?.selectionStart ?? 0);
      const hadFocus = document.activeElement === area;
      const { workspace, problems } = bench;
      host.current.hidden = false;
      editor = new MonacoEditor({
        host: host.current,
        workspace,
        problems,
        onTabLeaves,
        // In full: Monaco makes plain words of a link without a scheme.
        lessonUrl: (path) => {
          const url = bench.lessonUrl(path);
          return url === null ? null : new URL(url, location.href).href;
        },
      });
      editor.goTo(place);
      if (hadFocus) editor.focus();
      arrived.value = true;
    };
    // Without it the plain editor stays, which does all that is needed.
    load().catch(() => {});
    return () => {
      over = true;
      editor?.dispose();
      onTabLeaves(null);
      arrived.value = false;
    };
  }, [bench, wanted, arrived, onTabLeaves]);

  return (
    <>
      {!arrived.value && <PlainEditor bench={bench} area={plain} />}
      <div class="wb-monaco" ref={host} hidden={!arrived.value} />
      {arrived.value && bench.workspace.current.value?.text === '' && (
        <p class="wb-nothing">{EMPTY_FILE}</p>
      )}
    </>
  );
}
