import type * as Monaco from 'monaco-editor/editor';
import type { Completion, CompletionKind } from '../complete.ts';
import type { Hover } from '../hover.ts';
import type { OutlineSection } from '../outline.ts';
import type { Diagnostic, Fix } from '../types.ts';
import { fromMonaco, plainMarkdown, signalOf, toMarkdown, toMonaco, touches } from './convert.ts';
import type { Diagnosing } from './diagnosing.ts';
import { UNIT_FILE_LANGUAGE } from './language.ts';
import { markerOf } from './markers.ts';
import type { MonacoApi, UnitFilesOptions } from './options.ts';

/** Registers what Monaco asks for: completion, hovers, fixes, outline, folding, formatting. */
export function registerProviders(
  monaco: MonacoApi,
  options: UnitFilesOptions,
  diagnosing: Diagnosing,
): readonly Monaco.IDisposable[] {
  const { languages } = monaco;
  const { client } = options;
  const point = (model: Monaco.editor.ITextModel, position: Monaco.Position) => {
    const workspace = options.workspace(model);
    return workspace && { workspace, version: options.version(), position: fromMonaco(position) };
  };
  return [
    languages.registerCompletionItemProvider(UNIT_FILE_LANGUAGE, {
      triggerCharacters: ['[', '=', '%', ' ', '@', '~', '-'],
      async provideCompletionItems(model, position, _context, token) {
        const query = point(model, position);
        if (!query) return { suggestions: [] };
        const found = await orNothing(client.complete(query, signalOf(token)), []);
        return { suggestions: found.map((one) => suggestion(monaco, one)) };
      },
    }),
    languages.registerHoverProvider(UNIT_FILE_LANGUAGE, {
      async provideHover(model, position, token) {
        const query = point(model, position);
        const found = query && (await orNothing(client.hover(query, signalOf(token)), null));
        if (!found) return null;
        return { range: toMonaco(found.range), contents: hoverText(found, options.lessonUrl) };
      },
    }),
    languages.registerCodeActionProvider(
      UNIT_FILE_LANGUAGE,
      {
        async provideCodeActions(model, range, _context, token) {
          const known = await orNothing(diagnosing.current(model, signalOf(token)), []);
          const actions = known
            .filter((one) => one.file === undefined && touches(toMonaco(one.range), range))
            .flatMap((one) => one.fixes.map((fix) => action(monaco, model, one, fix)));
          return { actions, dispose() {} };
        },
      },
      { providedCodeActionKinds: ['quickfix'] },
    ),
    languages.registerDocumentSymbolProvider(UNIT_FILE_LANGUAGE, {
      displayName: 'systemd unit file',
      async provideDocumentSymbols(model, token) {
        const sections = await orNothing(client.outline(model.getValue(), signalOf(token)), []);
        return sections.map((section) => symbol(monaco, section));
      },
    }),
    languages.registerFoldingRangeProvider(UNIT_FILE_LANGUAGE, {
      async provideFoldingRanges(model, _context, token) {
        const sections = await orNothing(client.outline(model.getValue(), signalOf(token)), []);
        return sections.map(({ range }) => ({
          start: range.start.line + 1,
          end: range.end.line + 1,
        }));
      },
    }),
    languages.registerDocumentFormattingEditProvider(UNIT_FILE_LANGUAGE, {
      async provideDocumentFormattingEdits(model, _options, token) {
        const edits = await orNothing(client.format(model.getValue(), signalOf(token)), []);
        return edits.map(({ range, text }) => ({ range: toMonaco(range), text }));
      },
    }),
  ];
}

/** A cancelled or failed call shows nothing; trouble is reported where files are judged. */
async function orNothing<T>(call: Promise<T>, nothing: T): Promise<T> {
  try {
    return await call;
  } catch {
    return nothing;
  }
}

function suggestion(
  { languages }: MonacoApi,
  { label, kind, detail, text, insert, range, rank, continues }: Completion,
): Monaco.languages.CompletionItem {
  const kinds: Record<CompletionKind, Monaco.languages.CompletionItemKind> = {
    section: languages.CompletionItemKind.Module,
    directive: languages.CompletionItemKind.Property,
    value: languages.CompletionItemKind.Value,
    unit: languages.CompletionItemKind.File,
    specifier: languages.CompletionItemKind.Variable,
  };
  return {
    label: kind === 'value' && detail ? { label, description: detail } : label,
    kind: kinds[kind],
    insertText: insert,
    range: toMonaco(range),
    sortText: `${String(rank).padStart(4, '0')}${label}`,
    ...(detail === undefined ? {} : { detail }),
    ...(text === undefined ? {} : { documentation: { value: toMarkdown(text) } }),
    ...(continues ? { command: { id: 'editor.action.triggerSuggest', title: 'Values' } } : {}),
  };
}

function hoverText(
  { title, facts, text, page, lesson }: Hover,
  lessonUrl: UnitFilesOptions['lessonUrl'],
): Monaco.IMarkdownString[] {
  const url = lesson === undefined ? null : (lessonUrl?.(lesson) ?? null);
  const lines = [`**${plainMarkdown(title)}**`];
  if (text !== undefined) lines.push(toMarkdown(text));
  const said = facts.map(({ name, value }) => `${name} ${toMarkdown(value)}`);
  if (said.length > 0) lines.push(said.join(' · '));
  const sources = page === undefined ? [] : [plainMarkdown(page)];
  if (url !== null) sources.push(`[Lesson](${url})`);
  if (sources.length > 0) lines.push(sources.join(' · '));
  return lines.map((value) => ({ value }));
}

function action(
  monaco: MonacoApi,
  model: Monaco.editor.ITextModel,
  diagnostic: Diagnostic,
  { title, edits }: Fix,
): Monaco.languages.CodeAction {
  return {
    title,
    kind: 'quickfix',
    diagnostics: [markerOf(monaco, diagnostic)],
    isPreferred: diagnostic.fixes.length === 1,
    edit: {
      edits: edits.map(({ range, text }) => ({
        resource: model.uri,
        versionId: model.getVersionId(),
        textEdit: { range: toMonaco(range), text },
      })),
    },
  };
}

function symbol(
  monaco: MonacoApi,
  { name, range, header, assignments }: OutlineSection,
): Monaco.languages.DocumentSymbol {
  const { SymbolKind } = monaco.languages;
  return {
    name: `[${name}]`,
    detail: '',
    kind: SymbolKind.Module,
    tags: [],
    range: toMonaco(range),
    selectionRange: toMonaco(header),
    children: assignments.map((one) => ({
      name: one.key,
      detail: one.value,
      kind: SymbolKind.Property,
      tags: [],
      range: toMonaco(one.range),
      selectionRange: toMonaco(one.range),
    })),
  };
}
