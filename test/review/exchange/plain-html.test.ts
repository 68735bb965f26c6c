import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  escapeHtml,
  htmlToText,
  plainHtml,
  unescapeHtml,
} from '../../../src/review/exchange/plain-html.ts';

const ALLOWED = /^(?:[^<>"&]|&(?:amp|lt|gt|quot);|<\/?[a-z][a-z0-9]*>)*$/;
const nasty = fc
  .array(
    fc.oneof(
      fc.string({ maxLength: 4 }),
      fc.constantFrom(
        '<',
        '>',
        '"',
        "'",
        '</',
        '<!--',
        '-->',
        '<script',
        '</script>',
        '<b',
        '<img src=x ',
        '=',
        'onerror=',
        '&lt;',
        '&#60;',
        '&#x3c;',
        '<svg/',
        '<style>',
        '\u0000',
        '{{c1::',
        '}}',
      ),
    ),
  )
  .map((parts) => parts.join(''));

describe('HTML from outside', () => {
  test.each([
    ['plain text', 'plain text'],
    ['<B>bold</B> and <code class="x">code</code>', '<b>bold</b> and <code>code</code>'],
    ['a<br/>b<br />c', 'a<br>b<br>c'],
    ['1 < 2 && 3 > 2', '1 &lt; 2 &amp;&amp; 3 &gt; 2'],
    ['&lt;b&gt; &nbsp; &copy; &#8230;', '&lt;b&gt; \u00a0 &amp;copy; …'],
    ['<a href="javascript:x">link</a>', 'link'],
    ['<script>a</script>b<SCRIPT src=x>', 'b'],
    ['<style>*{}</style>x<!-- hidden -->y', 'xy'],
    ['<img alt="a>b" onerror=x>after', 'after'],
    ['<div onclick="x">in</div>', '<div>in</div>'],
    ['<unclosed "', '&lt;unclosed &quot;'],
  ])('%s', (html, kept) => expect(plainHtml(html)).toBe(kept));
  test('whatever comes, only text and bare tags are left', () => {
    fc.assert(
      fc.property(nasty, (html) => ALLOWED.test(plainHtml(html))),
      { numRuns: 500 },
    );
  });
  test('what is reduced stays as it is', () => {
    fc.assert(
      fc.property(nasty, (html) => {
        const once = plainHtml(html);
        expect(plainHtml(once)).toBe(once);
      }),
    );
  });
  test('as text it has no tags and no line breaks', () => {
    expect(htmlToText('<p>One <b>two</b></p><p>a &lt; b</p>')).toBe('One two a < b');
  });
  test('escaped text reads as it was', () => {
    fc.assert(fc.property(fc.string(), (text) => unescapeHtml(escapeHtml(text)) === text));
  });
});
