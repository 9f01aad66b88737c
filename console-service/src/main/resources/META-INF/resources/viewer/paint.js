/** One slice in pixels: grey image, colours of labels, errors or shares over it, and outlines. No drawing, so that it can be tested. */
import { colourOf, ERRORS, heat, NO_NUMBER } from './colours.js';

const OPAQUE = 0xff000000; // pixels are stored little-endian: alpha, blue, green, red
const MOST_LABELS = 32_768;
const CLEAR = -1; // no tint
const UNKNOWN = -2;

const red = colour => (colour >> 16) & 255;
const green = colour => (colour >> 8) & 255;
const blue = colour => colour & 255;
const pixelOf = colour => (OPAQUE | (blue(colour) << 16) | (green(colour) << 8) | red(colour)) >>> 0;

/** Where a plane's slice begins in the array, and how far a step right or down is. */
export function walk(plane, dims, index) {
  const stride = [1, dims[0], dims[0] * dims[1]];
  const right = stride[plane.u] * plane.uSign;
  const down = stride[plane.v] * plane.vSign;
  const start =
    index * stride[plane.w] +
    (plane.uSign < 0 ? (plane.columns - 1) * stride[plane.u] : 0) +
    (plane.vSign < 0 ? (plane.rows - 1) * stride[plane.v] : 0);
  return { start, right, down };
}

/** 0 where both agree or neither class is shown; else which error: 1 extra, 2 missed, 3 another class. */
export function errorOf(predicted, truth, hidden) {
  if (predicted === truth) return 0;
  if (hidden.size && (predicted === 0 || hidden.has(predicted)) && (truth === 0 || hidden.has(truth))) return 0;
  return truth === 0 ? 1 : predicted === 0 ? 2 : 3;
}
const ERROR_COLOURS = [CLEAR, ERRORS.extra.colour, ERRORS.missed.colour, ERRORS.other.colour];

/**
 * What is laid over the image: `at` tells a number of a place in the array, `tint` the colour of such a number (or CLEAR), `strength` how strong
 * it is.
 *
 * @returns {?{at: function(number): number, tint: function(number): number, strength: function(number): number}} null where nothing is
 */
function overlayOf({ segmentation, truth, uncertainty }, { colour, hidden, opacity }) {
  const fixed = () => opacity;
  const ofLabels = labels => {
    const tints = new Int32Array(MOST_LABELS).fill(UNKNOWN);
    return {
      at: place => labels[place],
      tint: label => {
        if (tints[label] === UNKNOWN) tints[label] = label > 0 && !hidden.has(label) ? colourOf(label) : CLEAR;
        return tints[label] ?? CLEAR;
      },
      strength: fixed,
    };
  };
  if (colour === 'segmentation' && segmentation) return ofLabels(segmentation.data);
  if (colour === 'truth' && truth) return ofLabels(truth.data);
  if (colour === 'errors' && segmentation && truth) {
    return {
      at: place => errorOf(segmentation.data[place], truth.data[place], hidden),
      tint: error => ERROR_COLOURS[error],
      strength: () => Math.max(opacity, 0.85),
    };
  }
  if (colour === 'uncertainty' && uncertainty) {
    const { data, slope, intercept } = uncertainty;
    return {
      at: place => data[place] * slope + intercept,
      tint: share => (share > 0.02 ? heat(share) : CLEAR),
      strength: share => opacity * Math.min(1, 0.3 + 2 * share),
    };
  }
  return null;
}

/**
 * Paints a slice.
 *
 * @param {Uint32Array} pixels columns × rows, as an ImageData holds them
 */
export function paintSlice(pixels, layers, plane, index, state) {
  const { data, dims, slope, intercept } = layers.image;
  const { start, right, down } = walk(plane, dims, index);
  const gain = (255 * slope) / (state.high - state.low || 1);
  const shift = (255 * (intercept - state.low)) / (state.high - state.low || 1);
  const overlay = overlayOf(layers, state);
  let pixel = 0;
  for (let row = 0; row < plane.rows; row++) {
    let at = start + row * down;
    for (let column = 0; column < plane.columns; column++, at += right, pixel++) {
      const value = data[at] * gain + shift;
      if (!(value === value)) {
        pixels[pixel] = pixelOf(NO_NUMBER);
        continue;
      }
      const grey = value <= 0 ? 0 : value >= 255 ? 255 : (value + 0.5) | 0;
      const told = overlay ? overlay.at(at) : 0;
      const tint = overlay ? overlay.tint(told) : CLEAR;
      pixels[pixel] = tint === CLEAR ? OPAQUE | (grey << 16) | (grey << 8) | grey : blend(grey, tint, overlay.strength(told));
    }
  }
}

/** The pixel of a colour over grey. */
export function blend(grey, colour, strength) {
  const rest = grey * (1 - strength) + 0.5;
  return OPAQUE | ((blue(colour) * strength + rest) << 16) | (((green(colour) * strength + rest) & 255) << 8) | ((red(colour) * strength + rest) & 255);
}

/** The borders between labels of a slice, as line segments in columns and rows: [x0, y0, x1, y1, …]; those of hidden labels are left out. */
export function outline(labels, plane, index, hidden) {
  const { start, right, down } = walk(plane, labels.dims, index);
  const { columns, rows } = plane;
  const data = labels.data;
  const of = (column, row) => {
    if (column < 0 || row < 0 || column >= columns || row >= rows) return 0;
    const label = data[start + column * right + row * down];
    return hidden.has(label) ? 0 : label;
  };
  const lines = [];
  // Runs are joined: one segment for as long as the border goes straight on.
  for (let row = 0; row <= rows; row++) {
    for (let column = 0, from = -1; column <= columns; column++) {
      const border = column < columns && of(column, row - 1) !== of(column, row);
      if (border && from < 0) from = column;
      if (!border && from >= 0) {
        lines.push(from, row, column, row);
        from = -1;
      }
    }
  }
  for (let column = 0; column <= columns; column++) {
    for (let row = 0, from = -1; row <= rows; row++) {
      const border = row < rows && of(column - 1, row) !== of(column, row);
      if (border && from < 0) from = row;
      if (!border && from >= 0) {
        lines.push(column, from, column, row);
        from = -1;
      }
    }
  }
  return lines;
}

/** Voxels of every label of a volume. */
export function countLabels({ data }) {
  const counts = new Map();
  let run = 0;
  let label = data[0];
  for (let at = 0; at < data.length; at++) {
    if (data[at] === label) run++;
    else {
      counts.set(label, (counts.get(label) ?? 0) + run);
      label = data[at];
      run = 1;
    }
  }
  return counts.set(label, (counts.get(label) ?? 0) + run);
}

/** Where segmentation and truth differ, in voxels. */
export function countErrors(segmentation, truth) {
  const counts = { extra: 0, missed: 0, other: 0 };
  const names = ['', 'extra', 'missed', 'other'];
  const none = new Set();
  for (let at = 0; at < segmentation.data.length; at++) {
    const error = errorOf(segmentation.data[at], truth.data[at], none);
    if (error) counts[names[error]]++;
  }
  return counts;
}
