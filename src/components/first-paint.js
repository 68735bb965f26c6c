// Loaded in the head and blocking, so that the first paint already has the chosen theme.
// A file of its own and not inlined: the content security policy allows no inline scripts.
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
