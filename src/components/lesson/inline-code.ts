/** Text from data may hold `code` in backticks, as Markdown has it; nothing else is interpreted. */
export interface InlinePart {
  readonly text: string;
  readonly code: boolean;
}

/** Splits at backticks. An unpaired backtick is text. */
export function inlineParts(source: string): readonly InlinePart[] {
  const parts = source.split('`');
  if (parts.length % 2 === 0) {
    const tail = parts.pop();
    parts[parts.length - 1] += `\`${tail}`;
  }
  return parts.map((text, index) => ({ text, code: index % 2 === 1 })).filter(({ text }) => text);
}

/** The same without the backticks, for titles and descriptions. */
export function plainText(source: string): string {
  return inlineParts(source)
    .map(({ text }) => text)
    .join('');
}
