/** What the workbench takes from the page around it: keys, commands of the lesson, the address. */
import type { Bench } from './bench.ts';
import { parseRequest } from './terminal/typed-command.ts';

/** Connects the bench to the page until the returned function is called. */
export function listenToPage(bench: Bench): () => void {
  const ending = new AbortController();
  const { signal } = ending;
  const parameters = new URLSearchParams(location.search);
  const close = bench.open({
    start: takeStartRequest(),
    screenReader: parameters.has('screen-reader'),
  });
  document.addEventListener('keydown', (event) => onKey(event, bench), { capture: true, signal });
  document.addEventListener(
    'lab:run',
    (event) => {
      const request = event instanceof CustomEvent ? parseRequest(event.detail) : null;
      if (request && bench.runCommand(request)) event.preventDefault();
    },
    { signal },
  );
  window.addEventListener(
    'hashchange',
    () => {
      if (takeStartRequest()) void bench.startUnasked();
    },
    { signal },
  );
  // A phone may drop the page without another word.
  const keep = () => bench.workspace.keep();
  window.addEventListener('pagehide', keep, { signal });
  document.addEventListener('visibilitychange', keep, { signal });
  return () => {
    ending.abort();
    close();
  };
}

/** `#start` in the address asks once: it goes, so that a reload does not ask again. */
function takeStartRequest(): boolean {
  if (location.hash !== '#start') return false;
  history.replaceState(history.state, '', location.pathname + location.search);
  return true;
}

function onKey(event: KeyboardEvent, bench: Bench): void {
  const control = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  if (!control || event.isComposing) return;
  const target = event.target instanceof Element ? event.target : null;
  const inBench = target?.closest('#bench') != null;
  // Elsewhere on the page a text field may have a use of its own for these keys.
  if (!inBench && target?.closest('input, textarea, select, [contenteditable]')) return;
  if (event.key === 'Enter') {
    take(event);
    void bench.checks.run();
  } else if (event.key.toLowerCase() === 's' && !target?.closest('[data-terminal]')) {
    take(event);
    void bench.save();
  }
}

function take(event: Event): void {
  event.preventDefault();
  event.stopPropagation();
}
