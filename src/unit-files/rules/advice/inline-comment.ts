import { type Assignment, valueSpan } from '../../parser/document.ts';
import type { AdviceRule, SpanFix } from './advice.ts';
import { commandsOf, isShell } from './command.ts';

/** Free text, where a # is more often meant than not. */
const PROSE = new Set(['Documentation', 'StandardInputText', 'StandardInputData', 'SetCredential']);

/** systemd.syntax(7): a comment is a line of its own; behind a value it is part of the value. */
export const inlineComment: AdviceRule = {
  id: 'inline-comment',
  *check(around) {
    for (const setting of around.unit.document.items) {
      if (setting.kind !== 'assignment' || PROSE.has(setting.key)) continue;
      const at = commentIn(setting);
      if (at === undefined || around.isFlagged(setting.span)) continue;
      const fix = moveComment(around.unit.document.text, setting, at);
      yield {
        span: valueSpan(setting, at, setting.value.length),
        message: `This is no comment: it is part of ${setting.key}=.`,
        detail: 'Comments stand on lines of their own.',
        fixes: fix ? [fix] : [],
      };
    }
  },
};

/** Where a comment begins that was meant as one, as an index into the value. */
export function commentIn({ key, value }: Assignment): number | undefined {
  if (/^Exec[A-Z]/.test(key)) {
    for (const command of commandsOf(value)) {
      // A shell that is handed its script unquoted would read the # itself.
      const word = command.words.find(({ text, quoted }) => !quoted && text === '#');
      if (word && !isShell(command)) return word.from;
    }
    return undefined;
  }
  const at = value.search(/\s[#;]\s/);
  return at === -1 ? undefined : at + 1;
}

/** Moves what follows a value to a line of its own above it. */
export function moveComment(text: string, setting: Assignment, at: number): SpanFix | undefined {
  if (setting.pieces.length > 1) return undefined;
  const lineStart = text.lastIndexOf('\n', setting.span.start - 1) + 1;
  const comment = setting.value.slice(at);
  const kept = setting.value.slice(0, at).trimEnd();
  return {
    title: 'Move the comment to its own line',
    edits: [
      { span: { start: lineStart, end: lineStart }, text: `${comment}\n` },
      { span: valueSpan(setting, kept.length, setting.value.length), text: '' },
    ],
  };
}
