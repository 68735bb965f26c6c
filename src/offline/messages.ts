/** What a page asks of the service worker, and what it is told. */
export type ToServiceWorker =
  /** Pages and files this page has loaded. */
  | { readonly t: 'loaded'; readonly paths: readonly string[] }
  /** The person wants the version that waits. */
  | { readonly t: 'update' }
  /** How much of the course is kept; answered on the port. */
  | { readonly t: 'kept' }
  /** Keep all of it; answered on the port, several times. */
  | { readonly t: 'keep-course' };

export type FromServiceWorker =
  | { readonly t: 'kept'; readonly keptBytes: number; readonly totalBytes: number }
  | { readonly t: 'done' }
  | { readonly t: 'failed'; readonly message: string };
