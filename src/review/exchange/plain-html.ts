/**
 * HTML from outside, reduced to what a card needs. The result is put together from escaped text
 * and a few bare tags, so that nothing else can get through, however the source is spelled.
 */

/** Kept, without their attributes. */
const KEPT = new Set(
  'b strong i em u s code pre kbd sub sup br hr p div ul ol li table thead tbody tr th td blockquote'.split(
    ' ',
  ),
);
/** Gone with everything inside. */
const DROPPED =
  /<(script|style|template|noscript|iframe|object|svg|math|head|title)\b[\s\S]*?(?:<\/\1\s*>|$)/gi;
const PIECE = /<!--[\s\S]*?(?:-->|$)|<(\/?)([a-z][a-z0-9]*)\b(?:[^<>"']|"[^"]*"|'[^']*')*>/gi;

/** Safe to be set as inner HTML. */
export function plainHtml(html: string): string {
  const source = html.replace(DROPPED, '');
  let out = '';
  let from = 0;
  for (const match of source.matchAll(PIECE)) {
    out += escapeHtml(unescapeHtml(source.slice(from, match.index)));
    from = match.index + match[0].length;
    const name = match[2]?.toLowerCase() ?? '';
    if (KEPT.has(name)) out += `<${match[1]}${name}>`;
  }
  return out + escapeHtml(unescapeHtml(source.slice(from)));
}

/** The text a reader sees, on one line. */
export function htmlToText(html: string): string {
  const text = plainHtml(html)
    .replace(/<\/?(?:b|strong|i|em|u|s|code|kbd|sub|sup)>/g, '')
    .replace(/<[^>]*>/g, ' ');
  return unescapeHtml(text).replace(/\s+/g, ' ').trim();
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (char) => ESCAPED[char] ?? char);
}

const ESCAPED: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
};

/** Numeric references and the few named ones that escaping produces; others stay as they are. */
export function unescapeHtml(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]+));/gi, (whole, dec, hex, name) => {
    if (name) return NAMED[name.toLowerCase()] ?? whole;
    const code = dec ? Number(dec) : Number.parseInt(hex, 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
