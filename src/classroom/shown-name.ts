/**
 * Text that a stranger typed, as one line that cannot reach beyond its place: no control
 * characters, no line breaks, and none of the invisible characters that turn text around or
 * stand for nothing (they could make two names look like one). Markup stays text.
 */
export function shownName(name: string): string {
  const line = name
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(INVISIBLE, '')
    // Marks heaped on a letter would be drawn over the rows around it.
    .replace(/(\p{M}{4})\p{M}+/gu, '$1')
    .trim();
  return line === '' ? '(no name)' : line;
}

/** Joiners and variation selectors stay: scripts and emoji need them. */
const NEEDED = String.raw`[\u{200c}\u{200d}]|\u{fe0e}|\u{fe0f}`;
/** What draws nothing, what turns text, and what nobody assigned. */
const INVISIBLE = new RegExp(
  String.raw`(?!${NEEDED})\p{Default_Ignorable_Code_Point}|[\p{Co}\p{Cs}\p{Cn}\u{fff9}-\u{fffb}]`,
  'gu',
);
