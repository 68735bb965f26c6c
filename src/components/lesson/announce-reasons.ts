/** Reads out why the option just chosen is right or wrong. */
export function announceReasons(document: Document): void {
  document.addEventListener('change', (event) => {
    if (!(event.target instanceof HTMLInputElement)) return;
    const status = event.target.closest('.quiz')?.querySelector('[role="status"]');
    const why = event.target.closest('.option')?.querySelector('.why');
    if (status && why) status.textContent = why.textContent.replace(/\s+/g, ' ').trim();
  });
}
