/** Brings the workbench to life when it is wanted: its code is no part of reading a page. */
import type { WorkbenchProps } from '../schemas/workbench.ts';

export function mountWorkbench(document: Document): void {
  const slot = document.querySelector<HTMLElement>('[data-workbench]');
  const data = document.querySelector('#workbench-props')?.textContent;
  if (!slot || !data) return;
  const props: WorkbenchProps = JSON.parse(data);

  let wanted = false;
  const mount = async () => {
    if (wanted) return;
    wanted = true;
    try {
      await load(slot, props);
    } catch (error) {
      wanted = false;
      apologise(slot, error);
    }
  };

  // The start link sets #start; the workbench reads it and starts the machine.
  slot.addEventListener('click', (event) => {
    if (event.target instanceof Element && event.target.closest('[data-action="start-machine"]')) {
      void mount();
    }
  });
  if (location.hash === '#start' || hasSession(props.exercise.id)) void mount();
  else whenSeen(slot, () => void mount());
}

async function load(slot: HTMLElement, props: WorkbenchProps): Promise<void> {
  const [{ h, render }, { default: Workbench }] = await Promise.all([
    import('preact'),
    import('../workbench/Workbench.tsx'),
  ]);
  slot.replaceChildren();
  render(h(Workbench, props), slot);
}

/** The workbench leaves a mark while it has a machine, so that a reload finds it again. */
function hasSession(exercise: string): boolean {
  try {
    return localStorage.getItem(`lab:session:${exercise}`) !== null;
  } catch {
    return false;
  }
}

function whenSeen(slot: HTMLElement, mount: () => void): void {
  const seen = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      seen.disconnect();
      whenIdle(mount);
    },
    { rootMargin: '50%' },
  );
  seen.observe(slot);
}

function whenIdle(work: () => void): void {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(work, { timeout: 2_000 });
  else setTimeout(work, 200);
}

function apologise(slot: HTMLElement, error: unknown): void {
  console.error('The workbench did not load.', error);
  const words = document.createElement('p');
  words.className = 'note';
  words.role = 'alert';
  words.textContent =
    'The workbench did not load. Check your connection, then press "Start machine" again or reload the page.';
  slot.querySelector('[role="alert"]')?.remove();
  slot.prepend(words);
}
