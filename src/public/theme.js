// Loaded in the head and blocking, so that the first paint already has the chosen theme.
// Not bundled and not inlined: the content security policy allows scripts from our own files only.
(() => {
  const root = document.documentElement;
  root.dataset.js = '';
  try {
    const chosen = localStorage.getItem('lab:theme');
    if (chosen === 'light' || chosen === 'dark') root.dataset.theme = chosen;
  } catch {
    // Storage is off: the system's theme it is.
  }
})();
