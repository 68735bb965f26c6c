/** Breaks text into lines without a browser: widths are estimated from the number of characters. */

/** Average advance of a character, as a share of the font size, on the generous side. */
const ADVANCE = { sans: 0.56, mono: 0.62 } as const;

/** Estimated width in px. */
export function textWidth(text: string, size: number, face: keyof typeof ADVANCE = 'sans'): number {
  return [...text].length * size * ADVANCE[face];
}

/** Lines of at most `width` px, broken at spaces; a longer word stands alone on its line. */
export function wrapText(text: string, size: number, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const line = lines.at(-1);
    const longer = `${line} ${word}`;
    if (line !== undefined && textWidth(longer, size) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
