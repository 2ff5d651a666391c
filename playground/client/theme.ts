/** Light or dark: the person's choice, or the system's. Runs before the page is drawn, so that nothing flashes. */
const chosen = new URLSearchParams(location.search).get('theme') ?? localStorage.getItem('theme');
const dark = chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
document.documentElement.dataset.theme = dark ? 'dark' : 'light';
