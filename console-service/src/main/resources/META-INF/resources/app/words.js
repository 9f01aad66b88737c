/** Numbers and times as people read them. */

export function figure(value, digits = 4) {
  if (value === undefined || value === null) return '–';
  if (Number.isInteger(value)) return value.toLocaleString('en');
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e7)) return value.toExponential(1).replace('e', ' e');
  return Number(value.toPrecision(digits)).toLocaleString('en', { maximumFractionDigits: 6 });
}

export const fixed = (value, digits) => (value === undefined || value === null ? '–' : value.toFixed(digits).replace('-', '−'));

export const percent = (share, digits = 0) => (share === undefined || share === null ? '–' : `${(share * 100).toFixed(digits)} %`);

export function bytes(count) {
  if (count === undefined || count === null) return '–';
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, count)) / 3));
  return `${power ? (count / 1000 ** power).toPrecision(3) : count} ${units[power]}`;
}

/** 75 → '1 min 15 s'. */
export function duration(seconds) {
  if (seconds === undefined || seconds === null) return '–';
  const whole = Math.round(seconds);
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  if (whole < 172_800) return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
  return `${Math.floor(whole / 86_400)} days`;
}

/** How long ago; the exact time belongs into the title. */
export function age(iso) {
  const seconds = (Date.now() - Date.parse(iso)) / 1000;
  if (Number.isNaN(seconds)) return '–';
  if (seconds < 45) return 'just now';
  if (seconds < 3600) return `${Math.max(1, Math.round(seconds / 60))} min ago`;
  if (seconds < 86_400) return `${Math.round(seconds / 3600)} h ago`;
  return `${Math.round(seconds / 86_400)} d ago`;
}

export const moment = iso => (iso ? iso.replace('T', ' ').replace(/(\.\d+)?Z$/, ' UTC') : '');

/** The beginning of an id, enough to tell it from others. */
export const short = id => (id.length > 12 && /^[0-9a-f]+$/.test(id) ? id.slice(0, 8) : id);

/** Sizes [depth, height, width] as width × height × depth. */
export const sizes = list => (list ? [...list].reverse().join(' × ') : '–');

export const millimetres = list => (list ? [...list].reverse().map(mm => figure(mm, 3)).join(' × ') : '–');

/** What a scan's file is called here; only NIfTI is kept packed, and what else a file is it says itself. Channels as nnU-Net counts them. */
export const fileName = (scanId, { mediaType }, channel) =>
  `${scanId}${channel === undefined ? '' : `_${String(channel).padStart(4, '0')}`}${mediaType === 'application/gzip' ? '.nii.gz' : ''}`;
