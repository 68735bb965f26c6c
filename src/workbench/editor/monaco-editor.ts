/** Monaco over the learner's files. Loaded on its own, when the workbench is first used. */
import { effect } from '@preact/signals';
import { connectUnitFiles } from '../../unit-files/monaco/index.ts';
import type { Diagnostic, Position } from '../../unit-files/types.ts';
import { isMac, shortcutsOn } from '../shortcuts.ts';
import { smallestEdit } from './edits.ts';
import { monaco } from './monaco-api.ts';
import { followTheme, LOOKS, unitFileModel } from './monaco-looks.ts';
import { worst } from './paint.ts';
import { PeerCursors, selectedIn } from './peer-cursors.ts';
import type { Problems } from './problems.ts';
import { nameOf, type Workspace } from './workspace.ts';

type Model = monaco.editor.ITextModel;

export interface MonacoOptions {
  readonly host: HTMLElement;
  readonly lessonUrl: (path: string) => string | null;
  readonly workspace: Workspace;
  readonly problems: Problems;
  /** Tab leaves the editor, or indents again. */
  readonly onTabLeaves: (leaves: boolean) => void;
}

const leaveWords = () => `Press ${shortcutsOn(navigator.platform).leaveEditor.join(' ')}, then Tab`;

function leaveKeys(): number {
  const { KeyMod, KeyCode } = monaco;
  return isMac(navigator.platform)
    ? KeyMod.WinCtrl | KeyMod.Shift | KeyCode.KeyM
    : KeyMod.CtrlCmd | KeyCode.KeyM;
}

export class MonacoEditor {
  private readonly options: MonacoOptions;
  private readonly editor: monaco.editor.IStandaloneCodeEditor;
  private readonly peers: PeerCursors;
  private readonly models = new Map<string, Model>();
  /** The text of each model as the workspace knows it; Monaco makes line ends uniform. */
  private readonly known = new Map<string, string>();
  private readonly marks = new Map<Model, string[]>();
  private readonly views = new Map<string, monaco.editor.ICodeEditorViewState | null>();
  private readonly cleanups: (() => void)[] = [];
  private syncing = false;

  constructor(options: MonacoOptions) {
    this.options = options;
    this.cleanups.push(followTheme(options.host));
    for (const { path, text } of options.workspace.files.value) this.addModel(path, text);
    this.editor = monaco.editor.create(options.host, {
      model: null,
      ...LOOKS,
      acceptSuggestionOnEnter: 'smart',
      fontFamily: getComputedStyle(options.host).fontFamily,
      quickSuggestions: { other: true, comments: false, strings: true },
      suggest: { showWords: false },
      wordBasedSuggestions: 'off',
    });
    this.peers = new PeerCursors(this.editor);
    this.serveLanguage();
    this.followEditor();
    this.followWorkspace();
  }

  focus(): void {
    this.editor.focus();
  }

  goTo({ line, column }: Position): void {
    const position = { lineNumber: line + 1, column: column + 1 };
    this.editor.setPosition(position);
    this.editor.revealPositionInCenterIfOutsideViewport(position);
  }

  dispose(): void {
    for (const cleanup of this.cleanups.splice(0).reverse()) cleanup();
    this.peers.dispose();
    this.editor.dispose();
    for (const model of this.models.values()) model.dispose();
  }

  private addModel(path: string, text: string): void {
    const uri = monaco.Uri.file(path);
    monaco.editor.getModel(uri)?.dispose();
    const model = unitFileModel(text, uri);
    model.updateOptions({
      bracketColorizationOptions: {
        enabled: false,
        independentColorPoolPerBracketType: false,
      },
    });
    this.models.set(path, model);
    this.known.set(path, text);
    model.onDidChangeContent(() => {
      if (this.syncing) return;
      this.known.set(path, model.getValue());
      this.options.workspace.dispatch(path, { type: 'typed', text: model.getValue() });
    });
  }

  private serveLanguage(): void {
    const { problems } = this.options;
    const pathOf = (model: Model) => model.uri.path;
    problems.handOver();
    const connection = connectUnitFiles(monaco, {
      client: problems.client,
      workspace: (model) => problems.workspaceOf(pathOf(model)),
      version: () => problems.version(),
      onDiagnostics: (model, found) => problems.report(pathOf(model), found),
      lessonUrl: this.options.lessonUrl,
    });
    const stop = effect(() => {
      problems.version();
      connection.refresh();
    });
    this.cleanups.push(() => {
      stop();
      connection.dispose();
      problems.start();
    });
  }

  private followEditor(): void {
    const { workspace } = this.options;
    const listeners = [
      this.editor.onDidChangeCursorPosition(({ position }) => {
        workspace.cursor.value = {
          line: position.lineNumber - 1,
          column: position.column - 1,
        };
      }),
      this.editor.onDidChangeCursorSelection(({ selection }) => {
        workspace.selection.value = selectedIn(this.editor.getModel(), selection);
      }),
      this.editor.addAction({
        id: 'lab.tab-leaves',
        label: 'Tab leaves the editor, or indents again',
        keybindings: [leaveKeys()],
        run: () => this.switchTab(),
      }),
    ];
    this.options.onTabLeaves(false);
    this.cleanups.push(() => {
      for (const listener of listeners) listener.dispose();
    });
  }

  /** Monaco has this as a feature, but does not say when it changes. */
  private switchTab(): void {
    const leaves = !this.editor.getOption(monaco.editor.EditorOption.tabFocusMode);
    this.editor.updateOptions({ tabFocusMode: leaves });
    this.options.onTabLeaves(leaves);
  }

  private followWorkspace(): void {
    const { workspace, problems } = this.options;
    let reached = workspace.goal.peek();
    this.cleanups.push(
      effect(() => {
        for (const { path, text } of workspace.files.value) this.sync(path, text);
      }),
      effect(() => this.show(workspace.active.value)),
      effect(() => {
        const path = workspace.active.value;
        this.peers.draw(workspace.peers.value.filter((peer) => peer.path === path));
      }),
      effect(() => {
        const found = problems.byFile.value;
        for (const [path, model] of this.models) this.markLines(model, found.get(path) ?? []);
      }),
      effect(() => {
        const goal = workspace.goal.value;
        if (!goal || goal === reached) return;
        reached = goal;
        this.goTo(goal);
        this.focus();
      }),
    );
  }

  /** What changed outside the editor becomes one edit, so that the learner can undo it. */
  private sync(path: string, text: string): void {
    const model = this.models.get(path);
    if (!model || this.known.get(path) === text) return;
    this.known.set(path, text);
    const edit = smallestEdit(model.getValue(), text);
    if (!edit) return;
    const from = model.getPositionAt(edit.start);
    const range = monaco.Range.fromPositions(from, model.getPositionAt(edit.end));
    this.syncing = true;
    model.pushStackElement();
    model.pushEditOperations([], [{ range, text: edit.text }], () => null);
    model.pushStackElement();
    this.syncing = false;
  }

  /** A sign beside the number of each line with a problem; the squiggle alone is colour. */
  private markLines(model: Model, found: readonly Diagnostic[]): void {
    const lines = Map.groupBy(found, ({ range }) => range.start.line);
    const marks = [...lines].map(([line, problems]) => ({
      range: new monaco.Range(line + 1, 1, line + 1, 1),
      options: { lineNumberClassName: `wb-line-${worst(problems)}` },
    }));
    this.marks.set(model, model.deltaDecorations(this.marks.get(model) ?? [], marks));
  }

  private show(path: string): void {
    const before = this.editor.getModel();
    const model = this.models.get(path) ?? null;
    if (before === model) return;
    if (before) this.views.set(before.uri.path, this.editor.saveViewState());
    this.editor.setModel(model);
    const view = this.views.get(path);
    if (view) this.editor.restoreViewState(view);
    this.editor.updateOptions({
      ariaLabel: `${nameOf(path)}. ${leaveWords()}, to leave the editor.`,
    });
  }
}
