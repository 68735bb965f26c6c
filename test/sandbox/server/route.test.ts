import { describe, expect, test } from 'vitest';
import { joinRoutes, type Routes } from '../../../sandbox/http/route.ts';

const answering = (...patterns: string[]): Routes =>
  Object.fromEntries(
    patterns.map((pattern) => [pattern, { GET: async () => ({ status: 200, body: pattern }) }]),
  );

const find = joinRoutes([
  answering('/api/classes/:code', '/api/classes/mine', '/api/classes/:code/seats/:seat'),
  answering('/api/health'),
]);

const asked = async (path: string) => {
  const match = find(path);
  const reply = await match?.methods.GET?.({} as never);
  return match && { pattern: reply?.body, params: match.params };
};

describe('routes', () => {
  test.each([
    { path: '/api/health', pattern: '/api/health', params: {} },
    { path: '/api/classes/mine', pattern: '/api/classes/mine', params: {} },
    { path: '/api/classes/a%20b', pattern: '/api/classes/:code', params: { code: 'a b' } },
    {
      path: '/api/classes/x/seats/7',
      pattern: '/api/classes/:code/seats/:seat',
      params: { code: 'x', seat: '7' },
    },
  ])('$path is answered by $pattern', async ({ path, ...expected }) => {
    expect(await asked(path)).toEqual(expected);
  });

  test.each([
    '/api',
    '/api/classes/',
    '/api/classes/x/',
    '/api/classes/x/seats',
    '/api/classes/%E0',
  ])('%s is nowhere', (path) => expect(find(path)).toBeUndefined());

  test('two tables that want the same path are a mistake, whatever the parameter is called', () => {
    expect(() => joinRoutes([answering('/api/a/:one'), answering('/api/a/:two')])).toThrow(
      'Two routes answer at /api/a/:two.',
    );
  });
});
