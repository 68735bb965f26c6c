/** What every Monaco of this site has in common: a quiet look in the page's colours, and its models. */
import { UNIT_FILE_LANGUAGE } from '../../unit-files/monaco/language.ts';
import { readPalette, watchTheme } from '../colors.ts';
import { monaco } from './monaco-api.ts';
import { editorTheme } from './monaco-theme.ts';

const THEME = 'lab';

export const LOOKS: monaco.editor.IStandaloneEditorConstructionOptions = {
  theme: THEME,
  automaticLayout: true,
  autoClosingBrackets: 'never',
  autoClosingQuotes: 'never',
  autoIndent: 'none',
  autoSurround: 'never',
  bracketPairColorization: { enabled: false },
  detectIndentation: false,
  fixedOverflowWidgets: true,
  folding: false,
  fontLigatures: false,
  fontSize: 13,
  glyphMargin: false,
  guides: { indentation: false },
  lineDecorationsWidth: 12,
  lineHeight: 24,
  lineNumbersMinChars: 4,
  links: false,
  matchBrackets: 'never',
  minimap: { enabled: false },
  occurrencesHighlight: 'off',
  overviewRulerLanes: 0,
  padding: { top: 8, bottom: 8 },
  renderFinalNewline: 'on',
  renderLineHighlight: 'line',
  scrollBeyondLastLine: false,
  scrollbar: {
    alwaysConsumeMouseWheel: false,
    horizontalScrollbarSize: 10,
    useShadows: false,
    verticalScrollbarSize: 10,
  },
  selectionHighlight: false,
  tabSize: 8,
  unicodeHighlight: { ambiguousCharacters: false },
};

/** Keeps the theme in the colours of the page around `host`. Answers a way to stop. */
export function followTheme(host: HTMLElement): () => void {
  const apply = () => {
    monaco.editor.defineTheme(THEME, editorTheme(readPalette(host)));
    monaco.editor.setTheme(THEME);
  };
  apply();
  return watchTheme(apply);
}

/** Its lines end as those of the text do; where there are none yet, not as they do on Windows. */
export function unitFileModel(text: string, uri?: monaco.Uri): monaco.editor.ITextModel {
  const model = monaco.editor.createModel(text, UNIT_FILE_LANGUAGE, uri);
  if (!text.includes('\n')) model.setEOL(monaco.editor.EndOfLineSequence.LF);
  return model;
}
