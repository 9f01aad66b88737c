// Before the first paint, so that nothing flashes: a classic script, the only one.
const chosen = localStorage.getItem('theme');
if (chosen) document.documentElement.dataset.theme = chosen;
