import { describe, expect, test } from 'vitest';
import { describeBuild } from '../../src/offline/describe-build.ts';
import { decide } from '../../src/offline/routing.ts';

const text = (content: string) => new TextEncoder().encode(content);
const FILES = new Map([
  ['index.html', text('<script src="/_astro/home.1.js">')],
  ['404.html', text('nothing here')],
  ['learn/one/index.html', text('<script src="/_astro/lesson.1.js">')],
  ['review/index.html', text('<link href="/_astro/page.1.css"><script src="/_astro/review.1.js">')],
  ['review/cards.json', text('[]')],
  ['offline/index.html', text('no network')],
  ['_astro/home.1.js', text('')],
  ['_astro/lesson.1.js', text('import("./editor.1.js")')],
  ['_astro/editor.1.js', new Uint8Array(600_000)],
  ['_astro/review.1.js', text('new Worker("worker.1.js")')],
  ['_astro/worker.1.js', text('')],
  [
    '_astro/page.1.css',
    text('url(roboto-latin-wght-normal.1.woff2) url(roboto-greek-wght-normal.1.woff2)'),
  ],
  ['_astro/roboto-latin-wght-normal.1.woff2', text('')],
  ['_astro/roboto-greek-wght-normal.1.woff2', text('')],
]);
const build = describeBuild(FILES);

describe('a build', () => {
  test('has a shell of the cards, the language service and the way back, with what they need', () => {
    expect(build.shell).toEqual([
      '/',
      '/404.html',
      '/_astro/home.1.js',
      '/_astro/page.1.css',
      '/_astro/review.1.js',
      '/_astro/roboto-latin-wght-normal.1.woff2',
      '/_astro/worker.1.js',
      '/offline/',
      '/review/',
      '/review/cards.json',
    ]);
    expect(build.needs['/learn/one/']).toEqual(['/_astro/lesson.1.js']);
  });

  test('has another version as soon as anything in it differs', () => {
    const changed = new Map(FILES).set('review/cards.json', text('[1]'));
    expect(describeBuild(changed).version).not.toBe(build.version);
    expect(describeBuild(new Map(FILES)).version).toBe(build.version);
  });
});

test.each([
  { url: '/learn/one', mode: 'navigate', is: { do: 'page', path: '/learn/one/' } },
  {
    url: '/learn/one/?screen-reader#start',
    mode: 'navigate',
    is: { do: 'page', path: '/learn/one/' },
  },
  { url: '/learn/one/index.html', mode: 'navigate', is: { do: 'page', path: '/learn/one/' } },
  { url: '/learn/new/', mode: 'navigate', is: { do: 'page' } },
  { url: '/', mode: 'navigate', is: { do: 'page', path: '/' } },
  { url: '/review/cards.json', mode: 'cors', is: { do: 'file', path: '/review/cards.json' } },
  { url: '/_astro/page.0.css', mode: 'no-cors', is: { do: 'other', path: '/_astro/page.0.css' } },
  { url: '/api/health', mode: 'cors', is: { do: 'pass' } },
  { url: '/api/login', mode: 'navigate', is: { do: 'pass' } },
  { url: '/machine/state.zst', mode: 'cors', is: { do: 'pass' } },
  { url: '/sw.js', mode: 'same-origin', is: { do: 'pass' } },
  { url: '/toString', mode: 'cors', is: { do: 'pass' } },
  { url: 'https://elsewhere.test/', mode: 'cors', is: { do: 'pass' } },
  { url: '/', mode: 'navigate', method: 'POST', is: { do: 'pass' } },
])('$method $url ($mode) is $is', ({ url, mode, method = 'GET', is }) => {
  const address = new URL(url, 'https://lab.test').href;
  expect(decide({ method, url: address, mode }, build, 'https://lab.test')).toEqual(is);
});
