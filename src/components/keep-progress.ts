/** Saves the learner's progress as a file, and takes one in. */
import { progressFile, takeInFile } from '../progress/store.ts';
import { browserStore } from '../storage.ts';

export function keepProgress(document: Document, storage: () => Storage): void {
  const store = browserStore(storage);
  const say = (text: string) => {
    const status = document.querySelector('[data-slot="progress-status"]');
    if (status) status.textContent = text;
  };
  document.querySelector('[data-action="save-progress"]')?.addEventListener('click', () => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([progressFile(store)], { type: 'application/json' }));
    link.download = 'socket-activation-lab-progress.json';
    link.click();
    URL.revokeObjectURL(link.href);
  });
  const input = document.querySelector<HTMLInputElement>('[data-action="take-progress"]');
  input?.addEventListener('change', async () => {
    const [file] = input.files ?? [];
    if (!file) return;
    const taken = takeInFile(store, await file.text());
    input.value = '';
    document.dispatchEvent(new CustomEvent('lab:progress'));
    say(
      taken
        ? `${file.name} is taken in. Nothing you had is lost.`
        : `${file.name} is no progress file of this course. Nothing changed.`,
    );
  });
}
