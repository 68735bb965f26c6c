import fc from 'fast-check';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import type { Deed } from '../../../../src/review/collection.ts';
import { withMyNotes } from '../../../../src/review/exchange/my-notes.ts';
import type { CourseNotes } from '../../../../src/review/exchange/notes.ts';
import { readText } from '../../../../src/review/exchange/text/read.ts';
import { takeInRows } from '../../../../src/review/exchange/text/take-in.ts';
import { ankiText, spreadsheet } from '../../../../src/review/exchange/text/write.ts';
import type { Entry } from '../../../../src/review/log.ts';
import { ownNotes } from '../../../../src/review/own-cards.ts';
import { readCourse } from '../anki/course.ts';

/** Whole packages are written and read, also on a busy machine. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let course: CourseNotes;
beforeAll(async () => {
  course = await readCourse();
});

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const logOf = (deeds: readonly Deed[]): Entry[] =>
  deeds.map((deed, index) => ({ ...deed, id: `t.${index}`, at: index + 1 }) as Entry);
const takeIn = (text: string, log: readonly Entry[] = []) =>
  takeInRows(readText(bytes(text)), course, log);
/** Front and back of what a table brings, as one string a card. */
const cards = (text: string): string[] =>
  ownNotes(logOf(takeIn(text).deeds)).map(({ kind, front, back }) => `${kind}: ${front} | ${back}`);

describe('a table of cards is read', () => {
  test.each<[string, string, string[]]>([
    ['comma separated, by nothing but position', 'What?,That.\n', ['basic: What? | That.']],
    ['tab separated', 'What?\tThat, and more\n', ['basic: What? | That, and more']],
    ['with semicolons and CRLF', 'a;b\r\nc;d\r\n', ['basic: a | b', 'basic: c | d']],
    ['with a first row of names', 'Back,Front\nThat.,What?\n', ['basic: That. | What?']],
    ['with a mark of its encoding', '\uFEFF#separator:pipe\na|b\n', ['basic: a | b']],
    ['with comments', '#separator:comma\n# more\na,b\n#c,d\n', ['basic: a | b']],
    ['with quotes and line breaks', '"a ""b""","c\nd"\n', ['basic: a &quot;b&quot; | c<br>d']],
    ['as text where nothing is HTML', 'a < b,b > a\n', ['basic: a &lt; b | b &gt; a']],
    ['as HTML where something is', '<b>a</b>,x &amp; y\n', ['basic: <b>a</b> | x &amp; y']],
    ['as text when it says so', '#html:false\n<b>a</b>,b\n', ['basic: &lt;b&gt;a&lt;/b&gt; | b']],
    ['in reverse', '#notetype:Basic (and reversed card)\na,b\n', ['reverse: a | b']],
    ['as clozes', '{{c1::a}} and {{c2::b}},more\n', ['cloze: {{c1::a}} and {{c2::b}} | more']],
    [
      'with columns by number',
      '#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n#deck column:3\n#tags column:6\nxyz\tBasic\tLinux\ta\tb\tone two\n',
      ['basic: a | b'],
    ],
    ['with more fields than two', 'a,b,c\n', ['basic: a | b<hr>c']],
  ])('%s', (_, text, expected) => expect(cards(text)).toEqual(expected));

  test('nothing in it runs', () => {
    expect(cards('<img src=x onerror=alert(1)>a,<script>b</script>c\n')).toEqual(['basic: a | c']);
  });
  test('tags and guid are kept', () => {
    const { deeds } = takeIn(
      '#separator:tab\n#guid column:1\n#tags column:4\nxyz\ta\tb\tone two\n',
    );
    expect(deeds[0]).toMatchObject({ do: 'write', guid: 'xyz', tags: ['one', 'two'] });
    expect(deeds[1]).toMatchObject({ do: 'unlock', card: deeds[0]?.card });
  });
});

describe('taking in again', () => {
  const log = () => logOf(takeIn('a,b\nc,d\n').deeds);
  test('the same adds nothing', () => {
    expect(takeIn('a,b\nc,d\n', log())).toMatchObject({ added: 0, changed: 0, same: 2, deeds: [] });
  });
  test('a changed answer changes the card', () => {
    expect(takeIn('a,b\nc,e\nf,g\n', log())).toMatchObject({ added: 1, changed: 1, same: 1 });
  });
  test('the order of rows does not make other cards', () => {
    expect(takeIn('c,d\na,b\n', log())).toMatchObject({ added: 0, same: 2 });
  });
});

describe('rows that cannot be cards are said, the others are taken in', () => {
  test.each([
    ['a,b\n,c\n', 'its first field is empty'],
    ['a,b\nc\n', 'it has no answer'],
    [`a,b\nc,${'x'.repeat(20_001)}\n`, 'a side has more than 20000 characters'],
  ])('%.12s', (text, why) => {
    expect(takeIn(text)).toMatchObject({ added: 1, skipped: [{ line: 2, why }] });
  });
});

describe('bad files are refused with what to do', () => {
  test.each<[string, Uint8Array, string, RegExp]>([
    ['nothing', bytes(''), 'not-ours', /no rows/],
    ['only a head', bytes('#separator:tab\n#html:true\n'), 'not-ours', /no rows/],
    ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0]), 'not-ours', /CSV UTF-8/],
    ['another encoding', new Uint8Array([0x61, 0x2c, 0xe4, 0x0a]), 'not-ours', /CSV UTF-8/],
    ['an open quote', bytes('a,b\n"c,d\n'), 'damaged', /row 2 is not closed/],
    ['100,001 rows', bytes('a,b\n'.repeat(100_001)), 'too-large', /Split it/],
    ['a file too large', new Uint8Array(64_000_001), 'too-large', /Split it/],
  ])('%s', (_, file, code, says) => {
    const read = () => readText(file);
    expect(read).toThrow(says);
    expect(read).toThrow(expect.objectContaining({ name: 'ExchangeError', code }));
  });
});

describe('out and in again', () => {
  const text = fc
    .string({
      unit: fc.constantFrom(
        'a',
        'B',
        ' ',
        '\t',
        '\n',
        '"',
        ',',
        ';',
        '#',
        '=',
        '-',
        "'",
        '<b>',
        '</b>',
        '&lt;',
        'é',
        '::',
      ),
      maxLength: 12,
    })
    .map((part) => `x${part}`);
  const anyRows = fc.uniqueArray(
    fc.record({ front: text, back: text, guid: fc.constantFrom('', '#a', '=b', 'c d') }),
    { selector: ({ guid, front }) => guid || front, maxLength: 4, minLength: 1 },
  );
  const ownLog = (rows: readonly { front: string; back: string; guid: string }[]): Entry[] =>
    logOf(
      takeInRows(
        rows.map(({ front, back, guid }) => ({
          line: 1,
          guid,
          noteType: 'Basic',
          deck: '',
          tags: ['t'],
          fields: [front, back],
          myNote: '',
        })),
        course,
        [],
      ).deeds,
    );
  test('Anki’s text brings own cards back as they were, and leaves the course’s alone', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const log = ownLog(rows);
        const back = takeIn(ankiText(withMyNotes(course, log)), log);
        expect(back).toMatchObject({ added: 0, changed: 0, notes: 0, skipped: [] });
        expect([back.course, back.same]).toEqual([course.notes.length, ownNotes(log).length]);
      }),
      { numRuns: 20 },
    );
  });
  test('into an empty profile it brings the same own cards', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const log = ownLog(rows);
        const there = logOf(takeIn(ankiText(withMyNotes({ decks: [], notes: [] }, log))).deeds);
        const plain = (entries: readonly Entry[]) =>
          ownNotes(entries).map(({ card, kind, front, back, tags, guid }) => [
            card,
            kind,
            front,
            back,
            tags,
            guid,
          ]);
        expect(plain(there)).toEqual(plain(log));
      }),
      { numRuns: 100 },
    );
  });
  test('words beside a card come along in both', () => {
    const log: Entry[] = [
      { id: 'n', at: 1, card: 'fd-what', do: 'note', text: 'see <open(2)>\nand -x' },
    ];
    for (const file of [
      ankiText(withMyNotes(course, log)),
      spreadsheet(withMyNotes(course, log)),
    ]) {
      expect(takeIn(file).deeds).toEqual([
        { do: 'note', card: 'fd-what', text: expect.stringMatching(/^see <open\(2\)>\s*and -x$/) },
      ]);
      expect(takeIn(file, log).deeds).toEqual([]);
    }
  });
  test('no cell of a spreadsheet is a formula', () => {
    const log = ownLog([{ front: '=cmd|x', back: '-1+2', guid: '@a' }]);
    const file = spreadsheet(withMyNotes({ decks: [], notes: [] }, log));
    expect(file).toContain("'@a,Your cards,basic,'=cmd|x,'-1+2,");
    expect(takeIn(file, log)).toMatchObject({ same: 1, added: 0, changed: 0 });
  });
});
