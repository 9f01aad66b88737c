import { determinant, world } from './space.js';

/** What the viewers of a scan share: place, zoom, window, and what is coloured. Tells `change`. */
export class ViewState extends EventTarget {
  cursor = [0, 0, 0];
  /** The voxel (with fractions) in the middle of every plane. */
  centre = [0, 0, 0];
  zoom = 1;
  low = 0;
  high = 1;
  /** none, segmentation, truth, errors or uncertainty */
  colour = 'segmentation';
  outline = false;
  opacity = 0.55;
  crosshair = true;
  /** Labels that are not shown. */
  hidden = new Set();

  set(changes) {
    Object.assign(this, changes);
    this.dispatchEvent(new Event('change'));
  }

  toggle(label) {
    const hidden = new Set(this.hidden);
    if (!hidden.delete(label)) hidden.add(label);
    this.set({ hidden });
  }

  /** The whole of a volume, its middle under the cursor, grey values from the darkest to the brightest hundredth. */
  fit(volume) {
    const middle = volume.dims.map(size => (size - 1) / 2);
    this.set({ cursor: middle.map(Math.floor), centre: middle, zoom: 1, ...usualWindow(volume) });
  }

  zoomBy(factor) {
    const zoom = Math.min(40, Math.max(0.5, this.zoom * factor));
    // What is looked at stays in sight.
    this.set({ zoom, centre: zoom > 1 ? [...this.cursor] : this.centre });
  }
}

/** A prime: no row is so long that the samples run down a column of it. */
const SAMPLES = 199_999;

/** Stored numbers of some voxels, in order, those that are no numbers left out. */
function sampled({ data }) {
  const taken = Math.min(SAMPLES, data.length);
  const values = new Float64Array(taken);
  let count = 0;
  for (let n = 0; n < taken; n++) {
    const value = data[Math.floor((n * data.length) / taken)];
    if (Number.isFinite(value)) values[count++] = value;
  }
  return values.subarray(0, count).sort();
}

const windows = new WeakMap();

/** Grey values from the darkest to the brightest hundredth; looked for once a volume. */
export function usualWindow(volume) {
  if (!windows.has(volume)) windows.set(volume, windowOf(volume));
  return windows.get(volume);
}

function windowOf(volume) {
  const values = sampled(volume);
  const at = share => values[Math.min(values.length - 1, Math.floor(share * values.length))] ?? 0;
  const [a, b] = [at(0.01), at(0.99)].map(value => value * volume.slope + volume.intercept);
  return a === b ? { low: Math.min(a, b) - 0.5, high: Math.max(a, b) + 0.5 } : { low: Math.min(a, b), high: Math.max(a, b) };
}

/** Least and greatest value. */
export function wholeWindow({ data, slope, intercept }) {
  let least = Infinity;
  let most = -Infinity;
  for (let at = 0; at < data.length; at++) {
    const value = data[at];
    if (value < least && value > -Infinity) least = value;
    if (value > most && value < Infinity) most = value;
  }
  if (least > most) return { low: 0, high: 1 };
  const ends = [least, most].map(value => value * slope + intercept).sort((a, b) => a - b);
  return { low: ends[0], high: ends[1] === ends[0] ? ends[0] + 1 : ends[1] };
}

/** Hounsfield windows radiologists use. */
export const CT_WINDOWS = { 'Soft tissue': [-160, 240], Lung: [-1350, 150], Bone: [-450, 1050], Brain: [0, 80] };

/** Whether numbers look like Hounsfield units: air far below zero. */
export const isCt = volume => usualWindow(volume).low < -500;

/** A voxel's value, or NaN. */
export const valueAt = ({ data, dims, slope, intercept }, [i, j, k]) => data[i + dims[0] * (j + dims[1] * k)] * slope + intercept;

export const labelAt = ({ data, dims }, [i, j, k]) => data[i + dims[0] * (j + dims[1] * k)];

/** Signed mm toward R, A and S. */
export const mmOf = (volume, voxel) => world(volume.affine, voxel);

/** Millilitres of one voxel. */
export const voxelMl = ({ affine }) => Math.abs(determinant(affine)) / 1000;
