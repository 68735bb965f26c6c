import { directivesOf } from '../../directives/directives.ts';
import type { Assignment, Span } from '../../parser/document.ts';
import type { AdviceRule } from './advice.ts';

/** A backslash at the end of a line makes the next one part of it. */
export const swallowedSetting: AdviceRule = {
  id: 'swallowed-setting',
  *check({ unit }, version) {
    const directives = directivesOf(version);
    const { items, text } = unit.document;
    for (const setting of items) {
      if (
        setting.kind !== 'assignment' ||
        !text.slice(setting.span.start, setting.span.end).includes('\\')
      ) {
        continue;
      }
      for (const { line, before } of continuedLines(text, setting)) {
        const found = /^([A-Z][A-Za-z0-9]+)=/.exec(text.slice(line.start, line.end));
        const key = found?.[1];
        if (!key || !setting.section || !directives.find(setting.section, key)) continue;
        yield {
          span: line,
          message: `This line is part of ${setting.key}=: the line above ends in a backslash.`,
          detail: `systemd never sees ${key}= here.`,
          fixes: [{ title: 'Remove the backslash', edits: [{ span: before, text: '' }] }],
        };
      }
    }
  },
};

/** Lines of a continued setting but the first, each with the backslash before it. */
function* continuedLines(
  text: string,
  { span }: Assignment,
): Iterable<{ line: Span; before: Span }> {
  const pattern = /\s*\\(?:\r\n|\n|\r)[ \t]*/g;
  pattern.lastIndex = span.start;
  for (
    let match = pattern.exec(text);
    match && match.index < span.end;
    match = pattern.exec(text)
  ) {
    const start = match.index + match[0].length;
    const end = /$/m.exec(text.slice(start))?.index ?? 0;
    const backslash = match[0].indexOf('\\');
    yield {
      line: { start, end: Math.min(start + end, span.end) },
      before: { start: match.index, end: match.index + backslash + 1 },
    };
  }
}
