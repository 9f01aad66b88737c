// Before the first paint, so that nothing flashes: a classic script, the only one.
const chosen = localStorage.getItem('theme');
if (chosen) document.documentElement.dataset.theme = chosen;

// What the page that is opened imports, asked for at once instead of import after import.
const PRELOADED = {
  scan: ['pages/scan', 'app/ask', 'viewer/slice-viewer', 'viewer/state', 'pages/scan-panel', 'pages/scan-record', 'pages/volumes', 'viewer/slice-pane', 'viewer/space', 'viewer/colours', 'viewer/paint', 'viewer/source', 'viewer/nifti'],
  scans: ['pages/scans', 'pages/uploads', 'pages/folders', 'pages/grouping', 'pages/hand-in', 'app/ask'],
};
const [opened = 'scans', of] = location.hash.slice(2).split('/').filter(Boolean);
for (const name of (opened === 'scans' && PRELOADED[of ? 'scan' : 'scans']) || []) {
  const link = document.createElement('link');
  link.rel = 'modulepreload';
  link.href = `/${name}.js`;
  document.head.append(link);
}
