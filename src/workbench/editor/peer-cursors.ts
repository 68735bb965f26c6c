/** Cursors of other people in a Monaco editor: a caret with a name, and what they have selected. */
import { monaco } from './monaco-api.ts';
import type { Selected } from './workspace.ts';
import './peer-cursors.css';

type Editor = monaco.editor.IStandaloneCodeEditor;

export interface NamedCursor extends Selected {
  /** Fit to be shown: see src/classroom/shown-name.ts. */
  readonly name: string;
}

export class PeerCursors {
  private readonly editor: Editor;
  private readonly marks: monaco.editor.IEditorDecorationsCollection;
  private flags: NameFlag[] = [];

  constructor(editor: Editor) {
    this.editor = editor;
    this.marks = editor.createDecorationsCollection();
  }

  /** Those in the file that is shown, and no others. */
  draw(cursors: readonly NamedCursor[]): void {
    const model = this.editor.getModel();
    for (const flag of this.flags.splice(0)) flag.dispose();
    if (!model) return;
    const placed = cursors.map(({ name, anchor, head }) => ({
      name,
      head: model.getPositionAt(head),
      anchor: model.getPositionAt(anchor),
    }));
    this.marks.set(
      placed.flatMap(({ anchor, head }) => {
        const range = monaco.Range.fromPositions(
          ...(anchor.isBefore(head) ? ([anchor, head] as const) : ([head, anchor] as const)),
        );
        const caret = {
          range: monaco.Range.fromPositions(head, head),
          options: { beforeContentClassName: 'wb-peer-caret', stickiness: GROWS_AFTER },
        };
        return range.isEmpty()
          ? [caret]
          : [{ range, options: { className: 'wb-peer-selection' } }, caret];
      }),
    );
    this.flags = placed.map(({ name, head }, at) => new NameFlag(this.editor, at, name, head));
  }

  dispose(): void {
    this.marks.clear();
    for (const flag of this.flags.splice(0)) flag.dispose();
  }
}

/** What is typed exactly at the caret pushes it along. */
const GROWS_AFTER = monaco.editor.TrackedRangeStickiness.GrowsOnlyWhenTypingAfter;

/** The name behind the end of the caret's line: there it covers nothing that is written. */
class NameFlag implements monaco.editor.IContentWidget {
  private readonly editor: Editor;
  private readonly id: string;
  private readonly node = document.createElement('span');
  private readonly position: monaco.IPosition;

  constructor(editor: Editor, at: number, name: string, position: monaco.IPosition) {
    this.editor = editor;
    this.id = `lab.peer-${at}`;
    this.position = position;
    this.node.className = 'wb-peer-name';
    this.node.textContent = name;
    editor.addContentWidget(this);
  }

  getId(): string {
    return this.id;
  }

  getDomNode(): HTMLElement {
    return this.node;
  }

  getPosition(): monaco.editor.IContentWidgetPosition {
    const { lineNumber } = this.position;
    const column = this.editor.getModel()?.getLineMaxColumn(lineNumber) ?? 1;
    const { EXACT } = monaco.editor.ContentWidgetPositionPreference;
    return { position: { lineNumber, column }, preference: [EXACT] };
  }

  dispose(): void {
    this.editor.removeContentWidget(this);
  }
}

/** A selection of Monaco's as offsets into its text. */
export function selectedIn(
  model: monaco.editor.ITextModel | null,
  selection: monaco.Selection,
): Selected {
  if (!model) return { anchor: 0, head: 0 };
  const { selectionStartLineNumber: lineNumber, selectionStartColumn: column } = selection;
  return {
    anchor: model.getOffsetAt({ lineNumber, column }),
    head: model.getOffsetAt(selection.getPosition()),
  };
}
