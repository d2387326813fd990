// Sets the theme before the first paint; `src/lib/theme.ts` keeps it right afterwards.
(() => {
  let choice = null;
  let contrast = null;
  try {
    choice = localStorage.getItem('koda.theme');
    contrast = localStorage.getItem('koda.contrast');
  } catch {
    // Storage is closed here: the system's theme it is.
  }
  const root = document.documentElement;
  const light = matchMedia('(prefers-color-scheme: light)').matches;
  root.dataset.theme = choice === 'light' || choice === 'dark' ? choice : light ? 'light' : 'dark';
  if (contrast === 'more' || matchMedia('(prefers-contrast: more)').matches) {
    root.dataset.contrast = 'more';
  }
})();
