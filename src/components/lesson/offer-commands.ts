/** The buttons beside each command of a lesson. */

/** Detail of the `lab:run` event; the workbench takes it and calls `preventDefault()`. */
interface RunRequest {
  readonly command: string;
}

const SAID_MS = 4_000;

export function offerCommands(document: Document, clipboard: Clipboard | undefined): void {
  document.addEventListener('click', (event) => {
    if (!(event.target instanceof Element)) return;
    const button = event.target.closest(
      '[data-action="copy-command"], [data-action="run-command"]',
    );
    const box = button?.closest<HTMLElement>('[data-command]');
    const command = box?.dataset.command;
    if (!button || !box || command === undefined) return;
    if (button.getAttribute('data-action') === 'copy-command') void copy(box, command, clipboard);
    else run(box, command);
  });
}

async function copy(box: HTMLElement, command: string, clipboard: Clipboard | undefined) {
  try {
    if (!clipboard) throw new Error('no clipboard outside a secure context');
    await clipboard.writeText(command);
    say(box, 'Copied');
  } catch {
    const code = box.querySelector('code');
    if (code) getSelection()?.selectAllChildren(code);
    say(box, 'Selected: copy it with your keyboard');
  }
}

function run(box: HTMLElement, command: string): void {
  const request = new CustomEvent<RunRequest>('lab:run', { detail: { command }, cancelable: true });
  const taken = !document.dispatchEvent(request);
  if (taken) {
    say(box, 'Sent to the terminal');
    return;
  }
  say(box, 'Start the machine first');
  document.querySelector('#bench')?.scrollIntoView({ block: 'nearest' });
  document.querySelector<HTMLElement>('#bench [data-action="start-machine"]')?.focus();
}

function say(box: HTMLElement, words: string): void {
  const place = box.querySelector('[role="status"]');
  if (!place) return;
  place.textContent = words;
  setTimeout(() => {
    if (place.textContent === words) place.textContent = '';
  }, SAID_MS);
}
