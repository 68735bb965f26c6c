/** A learner's files in Monaco on their instructor's page. Loaded on its own. */
import { effect } from '@preact/signals';
import { registerLanguage } from '../../../unit-files/monaco/language.ts';
import { monaco } from '../../../workbench/editor/monaco-api.ts';
import { followTheme, LOOKS, unitFileModel } from '../../../workbench/editor/monaco-looks.ts';
import { PeerCursors, selectedIn } from '../../../workbench/editor/peer-cursors.ts';
import { nameOf } from '../../../workbench/editor/workspace.ts';
import { type Operation, replacementsOf, replacing } from '../../editor/operation.ts';
import type { Screen, WatchedFiles } from './watched-files.ts';

type Model = monaco.editor.ITextModel;

export interface WatchedMonacoOptions {
  readonly host: HTMLElement;
  readonly files: WatchedFiles;
  /** Of the learner, fit to be shown. */
  readonly name: string;
  /** The learner agreed that the instructor types as well. */
  readonly typing: boolean;
}

export class WatchedMonaco implements Screen {
  private readonly options: WatchedMonacoOptions;
  private readonly editor: monaco.editor.IStandaloneCodeEditor;
  private readonly peers: PeerCursors;
  private readonly models = new Map<string, Model>();
  private readonly cleanups: (() => void)[];
  private applying = false;

  constructor(options: WatchedMonacoOptions) {
    const { host, files } = options;
    this.options = options;
    this.cleanups = [followTheme(host)];
    const language = registerLanguage(monaco);
    this.editor = monaco.editor.create(host, {
      ...LOOKS,
      fontFamily: getComputedStyle(host).fontFamily,
      model: null,
      renderLineHighlightOnlyWhenFocus: true,
      // Tab leaves: whoever helps must get out again without knowing a key for it.
      tabFocusMode: true,
    });
    this.peers = new PeerCursors(this.editor);
    this.takeOverUndo();
    const moving = this.editor.onDidChangeCursorSelection(({ selection }) => {
      const path = files.front.peek();
      if (path === null || this.applying) return;
      files.at({ path, ...selectedIn(this.editor.getModel(), selection) });
    });
    this.cleanups.push(
      files.drawOn(this),
      effect(() => {
        void files.files.value;
        this.show(files.front.value);
      }),
      effect(() => this.drawLearner()),
      () => moving.dispose(),
      () => {
        for (const each of language) each.dispose();
      },
    );
  }

  open(path: string, text: string | null): void {
    const before = this.models.get(path);
    const model = text === null ? null : unitFileModel(text);
    if (this.editor.getModel() === before) this.editor.setModel(model);
    before?.dispose();
    this.models.delete(path);
    if (!model) return;
    this.models.set(path, model);
    model.onDidChangeContent(({ changes }) => {
      if (this.applying) return;
      const before = this.options.files.text(path) ?? '';
      const edits = changes.map(({ rangeOffset, rangeLength, text }) => ({
        start: rangeOffset,
        end: rangeOffset + rangeLength,
        text,
      }));
      this.options.files.type(path, replacing(before.length, edits));
    });
  }

  change(path: string, edit: Operation): void {
    const model = this.models.get(path);
    if (!model) return;
    const edits = replacementsOf(edit).map(({ start, end, text }) => ({
      range: monaco.Range.fromPositions(model.getPositionAt(start), model.getPositionAt(end)),
      text,
    }));
    this.applying = true;
    model.applyEdits(edits);
    this.applying = false;
    this.drawLearner();
  }

  dispose(): void {
    for (const cleanup of this.cleanups.splice(0).reverse()) cleanup();
    this.peers.dispose();
    this.editor.dispose();
    for (const model of this.models.values()) model.dispose();
  }

  private show(path: string | null): void {
    const { files, name, typing } = this.options;
    const model = path === null ? null : (this.models.get(path) ?? null);
    if (this.editor.getModel() !== model) this.editor.setModel(model);
    if (path === null || !model) return;
    // Monaco writes all line ends alike; places in such a file would not be the learner's.
    const mixed = model.getValue() !== files.text(path);
    const words = typing && !mixed ? 'You can type.' : 'Read only.';
    this.editor.updateOptions({
      readOnly: !typing || mixed,
      ariaLabel: `${nameOf(path)} of ${name}. ${words}`,
    });
    this.drawLearner();
  }

  private drawLearner(): void {
    const { files, name } = this.options;
    const caret = files.caret.value;
    const shown = caret !== null && caret.path === files.front.value;
    this.peers.draw(shown ? [{ ...caret, name }] : []);
    const model = this.editor.getModel();
    if (!shown || !model || this.editor.hasTextFocus()) return;
    this.editor.revealPositionInCenterIfOutsideViewport(model.getPositionAt(caret.head));
  }

  /** Monaco's own would take back what the learner typed, too. */
  private takeOverUndo(): void {
    const { KeyMod, KeyCode } = monaco;
    const undo = this.editor.addAction({
      id: 'lab.undo-own',
      label: 'Take back what you typed',
      keybindings: [KeyMod.CtrlCmd | KeyCode.KeyZ],
      run: () => {
        const path = this.options.files.front.peek();
        if (path !== null) this.options.files.undo(path);
      },
    });
    const redo = this.editor.addAction({
      id: 'lab.no-redo',
      label: 'Nothing to do again',
      keybindings: [KeyMod.CtrlCmd | KeyCode.KeyY, KeyMod.CtrlCmd | KeyMod.Shift | KeyCode.KeyZ],
      run: () => {},
    });
    this.cleanups.push(
      () => undo.dispose(),
      () => redo.dispose(),
    );
  }
}
