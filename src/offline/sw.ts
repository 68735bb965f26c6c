/** The service worker: wires the browser's events to the cache of this build's version. */
import type { Build } from './build.ts';
import { type Editions, neededVersions, takeOver, versionOf } from './editions.ts';
import type { FromServiceWorker, ToServiceWorker } from './messages.ts';
import { decide } from './routing.ts';
import { OtherVersionError, SiteCache } from './site-cache.ts';
import type { ServiceWorkerScope } from './sw-scope.ts';

/** Put in by src/offline/integration.ts. */
declare const BUILD: Build;

const build = BUILD;
const scope = globalThis as unknown as ServiceWorkerScope;
const site = new SiteCache(build, {
  caches,
  fetch: (input, init) => fetch(input, init),
  digest: (content) => crypto.subtle.digest('SHA-256', content),
});

const STATE = 'editions';
const EDITIONS = '/editions.json';

scope.addEventListener('install', (event) => {
  event.waitUntil(
    site.install().catch((error: unknown) => {
      console.warn(`Version ${build.version} is not kept.`, error);
      throw error;
    }),
  );
});

scope.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      const open = await openPages();
      await saveEditions(takeOver(await loadEditions(), build.version, open));
      await removeOld();
      // A first visit is kept from now on, not only from the next page.
      await scope.clients.claim();
    })(),
  );
});

scope.addEventListener('fetch', (event) => {
  const { request } = event;
  const decision = decide(request, build, scope.location.origin);
  switch (decision.do) {
    case 'pass':
      return;
    case 'page':
      event.respondWith(page(request, decision.path));
      event.waitUntil(removeOld());
      return;
    case 'file':
      event.respondWith(file(request, decision.path, event.clientId));
      return;
    case 'other':
      event.respondWith(site.readAny(decision.path).then((found) => found ?? fetch(request)));
  }
});

scope.addEventListener('message', (event) => {
  const message = event.data as ToServiceWorker;
  const tell = (answer: FromServiceWorker) => event.ports[0]?.postMessage(answer);
  switch (message.t) {
    case 'loaded':
      // What could not be kept now is kept at the next visit.
      event.waitUntil(site.keepPages(message.paths).catch(() => {}));
      return;
    case 'update':
      event.waitUntil(scope.skipWaiting());
      return;
    case 'kept':
      event.waitUntil(site.kept().then((kept) => tell({ t: 'kept', ...kept })));
      return;
    case 'keep-course':
      event.waitUntil(
        site
          .keepCourse((kept) => tell({ t: 'kept', ...kept }))
          .then(
            () => tell({ t: 'done' }),
            (error: unknown) => tell({ t: 'failed', message: wordsFor(error) }),
          ),
      );
  }
});

async function page(request: Request, path: string | undefined): Promise<Response> {
  const kept = path === undefined ? undefined : await site.read(path);
  if (kept) return kept;
  try {
    const response = await fetch(request);
    if (path !== undefined && response.ok) await site.take(path, response.clone()).catch(() => {});
    return response;
  } catch {
    return (await site.read('/offline/')) ?? Response.error();
  }
}

async function file(request: Request, path: string, client: string): Promise<Response> {
  const editions = await loadEditions();
  const version = editions ? versionOf(editions, client) : build.version;
  const kept =
    (await site.readFrom(version, path)) ??
    (version === build.version ? undefined : await site.read(path));
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok) await site.take(path, response.clone()).catch(() => {});
  return response;
}

/** Caches of versions that no open page was opened with. One that waits is not among them. */
async function removeOld(): Promise<void> {
  const editions = await loadEditions();
  if (!editions || editions.active !== build.version || scope.registration.waiting) return;
  if (scope.registration.installing) return;
  const needed = neededVersions(editions, await openPages());
  for (const version of await site.versions()) {
    if (!needed.has(version)) await site.remove(version);
  }
}

async function openPages(): Promise<string[]> {
  const all = await scope.clients.matchAll({ includeUncontrolled: true });
  return all.map(({ id }) => id);
}

async function loadEditions(): Promise<Editions | undefined> {
  const state = await caches.open(STATE);
  return (await state.match(EDITIONS))?.json();
}

async function saveEditions(editions: Editions): Promise<void> {
  await (await caches.open(STATE)).put(EDITIONS, Response.json(editions));
}

function wordsFor(error: unknown): string {
  if (error instanceof OtherVersionError) {
    return 'The site was updated meanwhile. Reload the page, then keep the course again.';
  }
  if (error instanceof DOMException && error.name === 'QuotaExceededError') {
    return 'The browser has no room left. What fits is kept; free some space, then try again.';
  }
  return 'The download stopped. Check your connection, then try again: it goes on from there.';
}
