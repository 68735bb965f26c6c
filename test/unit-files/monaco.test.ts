/** The adapter against a stand-in for Monaco: what it registers, marks and hands over. */
import type * as Monaco from 'monaco-editor/editor';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { answer } from '../../src/unit-files/answer.ts';
import type { UnitFilesClient } from '../../src/unit-files/client.ts';
import {
  connectUnitFiles,
  type MonacoApi,
  UNIT_FILE_LANGUAGE,
} from '../../src/unit-files/monaco/index.ts';
import type { Diagnostic } from '../../src/unit-files/types.ts';

type Provider = Record<string, (...args: unknown[]) => Promise<unknown>>;

class FakeModel {
  readonly uri: { readonly path: string };
  readonly language: string;
  value: string;
  version = 1;
  readonly listeners = new Set<() => void>();

  constructor(name: string, value: string, language = UNIT_FILE_LANGUAGE) {
    this.uri = { path: `/etc/systemd/system/${name}` };
    this.value = value;
    this.language = language;
  }

  getValue = () => this.value;
  getVersionId = () => this.version;
  getLanguageId = () => this.language;
  onDidChangeContent = (listener: () => void) => {
    this.listeners.add(listener);
    return { dispose: () => void this.listeners.delete(listener) };
  };
  type(value: string): void {
    this.value = value;
    this.version += 1;
    for (const listener of this.listeners) listener();
  }
}

function fakeMonaco(models: FakeModel[]) {
  const providers = new Map<string, Provider>();
  const markers = new Map<FakeModel, Map<string, Monaco.editor.IMarkerData[]>>();
  const created = new Set<(model: FakeModel) => void>();
  const languages: string[] = [];
  let alive = 0;
  const held = <T>(set?: Set<T>, item?: T) => {
    if (set && item) set.add(item);
    alive += 1;
    return {
      dispose: () => {
        alive -= 1;
        if (set && item) set.delete(item);
      },
    };
  };
  const register = (kind: string) => (_language: string, provider: Provider) => {
    providers.set(kind, provider);
    return held();
  };
  const api = {
    editor: {
      getModels: () => models,
      onDidCreateModel: (listener: (model: FakeModel) => void) => held(created, listener),
      onWillDisposeModel: () => held(),
      onDidChangeModelLanguage: () => held(),
      setModelMarkers: (model: FakeModel, owner: string, list: Monaco.editor.IMarkerData[]) => {
        const own = markers.get(model) ?? new Map();
        markers.set(model, own.set(owner, list));
      },
    },
    languages: {
      getLanguages: () => languages.map((id) => ({ id })),
      register: ({ id }: { id: string }) => void languages.push(id),
      setLanguageConfiguration: () => held(),
      setTokensProvider: register('tokens'),
      registerCompletionItemProvider: register('completion'),
      registerHoverProvider: register('hover'),
      registerCodeActionProvider: register('actions'),
      registerDocumentSymbolProvider: register('symbols'),
      registerFoldingRangeProvider: register('folding'),
      registerDocumentFormattingEditProvider: register('format'),
      CompletionItemKind: { Module: 8, Property: 9, Value: 13, File: 20, Variable: 4 },
      SymbolKind: { Module: 1, Property: 6 },
    },
    MarkerSeverity: { Hint: 1, Info: 2, Warning: 4, Error: 8 },
    Uri: { parse: (text: string) => ({ text }) },
  } as unknown as MonacoApi;
  const marked = (model: FakeModel, owner: string) =>
    (markers.get(model)?.get(owner) ?? []).map(
      ({ startLineNumber, severity, source }) => `${source} ${severity}@${startLineNumber}`,
    );
  return {
    api,
    marked,
    languages,
    markers,
    provider: (kind: string): Provider => providers.get(kind) ?? {},
    create: (model: FakeModel) => {
      models.push(model);
      for (const listener of created) listener(model);
    },
    alive: () => alive,
  };
}

const client: UnitFilesClient = {
  diagnose: async (query) => answer('diagnose', query),
  complete: async (query) => answer('complete', query),
  hover: async (query) => answer('hover', query),
  outline: async (content) => answer('outline', { content }),
  format: async (content) => answer('format', { content }),
  dispose() {},
};

const never = { isCancellationRequested: false, onCancellationRequested: () => ({ dispose() {} }) };
const at = (lineNumber: number, column: number) => ({ lineNumber, column });

describe('connectUnitFiles', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const socket = '[Socket]\nListenStream=localhost:80\n[Install]\nWantedBy=socket.target\n';
  const settle = async () => await vi.advanceTimersByTimeAsync(1000);

  function connect(models: FakeModel[], diagnose = client.diagnose) {
    const monaco = fakeMonaco(models);
    const seen = new Map<string, readonly Diagnostic[]>();
    const errors: unknown[] = [];
    const name = ({ uri }: { uri: { path: string } }) => uri.path.replace(/.*\//, '');
    const connection = connectUnitFiles(monaco.api, {
      client: { ...client, diagnose },
      workspace: (model) => ({
        unit: { name: name(model), content: model.getValue() },
        companions: models
          .filter((one) => one !== (model as unknown))
          .map((one) => ({ name: name(one), content: one.value })),
      }),
      version: () => 252,
      onDiagnostics: (model, found) => void seen.set(name(model), found),
      onError: (error) => void errors.push(error),
      lessonUrl: (slug) => `https://lab.example/learn/${slug}`,
    });
    return { ...monaco, connection, seen, errors };
  }

  it('marks both voices apart: errors and warnings, and hints', async () => {
    const model = new FakeModel('echo.socket', socket);
    const { marked } = connect([model]);
    await settle();
    expect(marked(model, 'unit-files-systemd')).toEqual(['systemd 4@2', 'systemd 8@1']);
    expect(marked(model, 'unit-files-advice')).toEqual(['advice 2@4']);
  });

  it('links a problem to its lesson', async () => {
    const model = new FakeModel('echo.socket', socket);
    const { markers } = connect([model]);
    await settle();
    const [marker] = markers.get(model)?.get('unit-files-systemd') ?? [];
    expect(marker?.code).toMatchObject({
      value: 'bad-listen-address',
      target: { text: 'https://lab.example/learn/first-socket/listenstream' },
    });
  });

  it('judges again after a pause in typing, companions too', async () => {
    const model = new FakeModel('echo.socket', '[Socket]\nListenStream=127.0.0.1:80\nAccept=yes\n');
    const { seen, create } = connect([model]);
    await settle();
    const ids = () => seen.get('echo.socket')?.map(({ id }) => id);
    expect(ids()).toContain('missing-service');
    const template = new FakeModel('echo@.service', '[Service]\nExecStart=/bin/cat\n');
    create(template);
    await settle();
    expect(ids()).toContain('instance-without-connection');
    template.type('[Service]\nExecStart=/bin/cat\nStandardInput=socket\n');
    await vi.advanceTimersByTimeAsync(50);
    expect(ids()).toContain('instance-without-connection');
    await settle();
    expect(ids()).not.toContain('instance-without-connection');
  });

  it('aborts what a newer text makes stale', async () => {
    const model = new FakeModel('echo.socket', socket);
    const signals: AbortSignal[] = [];
    const hanging = (_query: unknown, signal?: AbortSignal) =>
      new Promise<never>((_resolve, reject) => {
        if (signal) signals.push(signal);
        signal?.addEventListener('abort', () => reject(signal.reason));
      });
    const { errors } = connect([model], hanging);
    await settle();
    model.type('[Socket]\n');
    await settle();
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
    expect(errors).toEqual([]);
  });

  it('tells when a file cannot be judged', async () => {
    const { errors } = connect([new FakeModel('echo.socket', socket)], () =>
      Promise.reject(new Error('gone')),
    );
    await settle();
    expect(errors).toHaveLength(1);
  });

  it('offers fixes for the place, with the text’s version', async () => {
    const model = new FakeModel('echo.socket', socket);
    const { provider } = connect([model]);
    await settle();
    const range = { startLineNumber: 2, startColumn: 20, endLineNumber: 2, endColumn: 20 };
    const found = await provider('actions').provideCodeActions?.(model, range, {}, never);
    expect(found).toMatchObject({
      actions: [
        {
          title: 'Change to 127.0.0.1:80',
          isPreferred: true,
          edit: { edits: [{ versionId: 1, textEdit: { text: '127.0.0.1:80' } }] },
        },
      ],
    });
  });

  it('fixes the text as it stands, not as it was judged', async () => {
    const model = new FakeModel('echo.socket', socket);
    const { provider } = connect([model]);
    await settle();
    model.type(`# a line more\n${socket}`);
    const range = { startLineNumber: 3, startColumn: 20, endLineNumber: 3, endColumn: 20 };
    const found = await provider('actions').provideCodeActions?.(model, range, {}, never);
    expect(found).toMatchObject({
      actions: [{ edit: { edits: [{ textEdit: { range: { startLineNumber: 3 } } }] } }],
    });
  });

  it('completes, explains, outlines, folds and formats', async () => {
    const model = new FakeModel('echo.socket', '[Socket]\nAccept = no\n');
    const { provider } = connect([model]);
    const items = await provider('completion').provideCompletionItems?.(model, at(2, 3), {}, never);
    expect(items).toMatchObject({
      suggestions: expect.arrayContaining([expect.objectContaining({ label: 'Accept=' })]),
    });
    const hover = await provider('hover').provideHover?.(model, at(2, 3), never);
    expect(hover).toMatchObject({
      range: { startLineNumber: 2, startColumn: 1, endColumn: 7 },
      contents: [{ value: '**Accept=**' }, {}, { value: 'Takes boolean · Default no' }, {}],
    });
    const folds = await provider('folding').provideFoldingRanges?.(model, {}, never);
    expect(folds).toEqual([{ start: 1, end: 2 }]);
    const symbols = await provider('symbols').provideDocumentSymbols?.(model, never);
    expect(symbols).toMatchObject([{ name: '[Socket]', children: [{ name: 'Accept' }] }]);
    const edits = await provider('format').provideDocumentFormattingEdits?.(model, {}, never);
    expect(edits).toMatchObject([{ text: 'Accept=no' }]);
  });

  it('leaves other languages alone, and lets go of everything', async () => {
    const model = new FakeModel('echo.socket', socket);
    const other = new FakeModel('notes.txt', 'x', 'plaintext');
    const { connection, alive, marked, seen, languages } = connect([model, other]);
    await settle();
    expect([...seen.keys()]).toEqual(['echo.socket']);
    expect(languages).toEqual([UNIT_FILE_LANGUAGE]);
    connection.dispose();
    expect(alive()).toBe(0);
    expect(model.listeners.size).toBe(0);
    expect(marked(model, 'unit-files-systemd')).toEqual([]);
    await settle();
  });
});
