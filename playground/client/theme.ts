/**
 * Light or dark: the person's choice, or the system's, which is followed while the page is open. Runs before the page is
 * drawn, so that nothing flashes.
 */
const system = matchMedia('(prefers-color-scheme: dark)');

function draw(): void {
  const chosen = new URLSearchParams(location.search).get('theme') ?? localStorage.getItem('theme');
  const dark = chosen ? chosen === 'dark' : system.matches;
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
}

draw();
system.addEventListener('change', draw);
