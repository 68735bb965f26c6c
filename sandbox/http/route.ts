/** How a concern says what it answers under /api/: a table of paths and methods. */
import type { IncomingMessage } from 'node:http';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface Call {
  readonly request: IncomingMessage;
  /** The segments of the path that the pattern names, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Where the request comes from, for limits by address. */
  readonly address: string;
}

export interface Reply {
  readonly status: number;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it is, in place of `body`. */
  readonly content?: { readonly type: string; readonly bytes: Uint8Array | string };
  readonly headers?: Readonly<Record<string, string>>;
  readonly setCookie?: string | undefined;
}

/** Answers one kind of request. What it throws is translated in problem.ts. */
export type Route = (call: Call) => Promise<Reply>;

export type Methods = Readonly<Partial<Record<Method, Route>>>;

/**
 * Patterns and what is answered there. A segment that begins with a colon takes any one segment:
 *
 *     { '/api/sessions/:id': { GET: async ({ params }) => ({ status: 200, body: find(params.id) }) } }
 */
export type Routes = Readonly<Record<string, Methods>>;

export interface Match {
  readonly methods: Methods;
  readonly params: Readonly<Record<string, string>>;
}

/** Joins the tables of all concerns. Throws when two of them want the same path. */
export function joinRoutes(tables: readonly Routes[]): (pathname: string) => Match | undefined {
  const entries = tables
    .flatMap((table) => Object.entries(table))
    .map(([pattern, methods]) => ({ pattern, segments: pattern.split('/'), methods }));
  const taken = new Set<string>();
  for (const { segments, pattern } of entries) {
    const shape = segments.map((segment) => (isParam(segment) ? ':' : segment)).join('/');
    if (taken.has(shape)) throw new Error(`Two routes answer at ${pattern}.`);
    taken.add(shape);
  }
  // A word wins over a parameter in the same place.
  const literals = (segments: readonly string[]) => segments.filter((one) => !isParam(one)).length;
  entries.sort((a, b) => literals(b.segments) - literals(a.segments));
  return (pathname) => {
    const path = pathname.split('/');
    for (const { segments, methods } of entries) {
      const params = matchSegments(segments, path);
      if (params) return { methods, params };
    }
    return undefined;
  };
}

function matchSegments(
  segments: readonly string[],
  path: readonly string[],
): Record<string, string> | undefined {
  if (segments.length !== path.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const actual = path[index] ?? '';
    if (!isParam(segment)) {
      if (segment !== actual) return undefined;
      continue;
    }
    const value = decode(actual);
    if (!value) return undefined;
    params[segment.slice(1)] = value;
  }
  return params;
}

const isParam = (segment: string): boolean => segment.startsWith(':');

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
