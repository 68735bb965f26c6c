import type * as Monaco from 'monaco-editor/editor';
import { highlightLine } from '../highlight.ts';
import type { MonacoApi } from './options.ts';

/** Language id to create models with. */
export const UNIT_FILE_LANGUAGE = 'systemd-unit';

const EXTENSIONS = ['socket', 'service', 'target', 'timer', 'path', 'mount', 'slice'];

/** Makes Monaco know the language: its name, how lines are coloured, what a word is. */
export function registerLanguage(monaco: MonacoApi): readonly Monaco.IDisposable[] {
  const { languages } = monaco;
  if (!languages.getLanguages().some(({ id }) => id === UNIT_FILE_LANGUAGE)) {
    languages.register({
      id: UNIT_FILE_LANGUAGE,
      aliases: ['systemd unit file'],
      extensions: EXTENSIONS.map((extension) => `.${extension}`),
    });
  }
  return [
    languages.setLanguageConfiguration(UNIT_FILE_LANGUAGE, {
      comments: { lineComment: '#' },
      wordPattern: /[^\s=,[\]]+/g,
    }),
    languages.setTokensProvider(UNIT_FILE_LANGUAGE, {
      getInitialState: () => new LineState(false),
      tokenize(line, state) {
        const { tokens, continued } = highlightLine(
          line,
          state instanceof LineState && state.continued,
        );
        return {
          tokens: tokens.map(({ start, kind }) => ({ startIndex: start, scopes: kind })),
          endState: new LineState(continued),
        };
      },
    }),
  ];
}

class LineState implements Monaco.languages.IState {
  readonly continued: boolean;

  constructor(continued: boolean) {
    this.continued = continued;
  }

  clone(): LineState {
    return this;
  }

  equals(other: Monaco.languages.IState): boolean {
    return other instanceof LineState && other.continued === this.continued;
  }
}
