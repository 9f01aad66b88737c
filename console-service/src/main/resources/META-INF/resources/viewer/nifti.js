/** Reads NIfTI-1 and NIfTI-2 from a stream, packed or not. Voxels stay as they were stored: no copy, no conversion but where JavaScript has no such type. */
import { placement } from './space.js';

/** What this page holds at once; larger scans are shown as the server's smaller preview. */
export const MOST_BYTES = 1.5e9;

/** A file that cannot be shown, with what to do about it. */
export class Unreadable extends Error {
  constructor(what, mend) {
    super(what);
    this.mend = mend;
  }
}

/** A file that is too large for the page. */
export class TooLarge extends Unreadable {
  constructor(bytes) {
    super(`The volume takes ${(bytes / 1e9).toFixed(1)} GB unpacked, more than a page can hold.`, 'A smaller preview is shown instead.');
  }
}

const DAMAGED = ['The file ends too early or is damaged.', 'Upload the scan again, from a copy that opens elsewhere.'];

/** By NIfTI's code: name, bytes of a voxel, the view that reads it. */
const TYPES = {
  2: ['uint8', 1, Uint8Array],
  4: ['int16', 2, Int16Array],
  8: ['int32', 4, Int32Array],
  16: ['float32', 4, Float32Array],
  64: ['float64', 8, Float64Array],
  128: ['rgb24', 3, Uint8Array],
  256: ['int8', 1, Int8Array],
  512: ['uint16', 2, Uint16Array],
  768: ['uint32', 4, Uint32Array],
  1024: ['int64', 8, BigInt64Array],
  1280: ['uint64', 8, BigUint64Array],
  2304: ['rgba32', 4, Uint8Array],
};

/** Where the fields of either version lie, and how they are read. */
const VERSIONS = {
  348: {
    dim: (h, n, le) => h.getInt16(40 + 2 * n, le),
    datatype: 70,
    real: (h, at, le) => h.getFloat32(at, le),
    realBytes: 4,
    pixdim: 76,
    offset: (h, le) => h.getFloat32(108, le),
    slope: 112,
    codes: (h, le) => [h.getInt16(252, le), h.getInt16(254, le)],
    quaternion: 256,
    rows: 280,
    units: h => h.getUint8(123),
    least: 352,
  },
  540: {
    dim: (h, n, le) => Number(h.getBigInt64(16 + 8 * n, le)),
    datatype: 12,
    real: (h, at, le) => h.getFloat64(at, le),
    realBytes: 8,
    pixdim: 104,
    offset: (h, le) => Number(h.getBigInt64(168, le)),
    slope: 176,
    codes: (h, le) => [h.getInt32(344, le), h.getInt32(348, le)],
    quaternion: 352,
    rows: 400,
    units: (h, le) => h.getInt32(500, le) & 0xff,
    least: 544,
  },
};
const LONGEST_HEADER = 540;

/**
 * @param {ArrayBuffer} buffer its first bytes
 * @returns header: dims [x, y, z], volumes, type, scaling, offset of the voxels, rows of the affine
 */
export function parseHeader(buffer) {
  const view = new DataView(buffer);
  for (const little of [true, false]) {
    const size = buffer.byteLength >= 4 && view.getInt32(0, little);
    if (!VERSIONS[size]) continue;
    if (buffer.byteLength < size) throw new Unreadable(...DAMAGED);
    return fieldsOf(view, VERSIONS[size], little);
  }
  throw new Unreadable('The file is not NIfTI.', 'The console shows NIfTI; download the file to open it elsewhere.');
}

function fieldsOf(view, at, little) {
  const axes = at.dim(view, 0, little);
  const dim = n => (n <= axes ? at.dim(view, n, little) : 1);
  const dims = [dim(1), dim(2), dim(3)];
  if (axes < 3 || dims.some(size => size < 2)) {
    throw new Unreadable(`The file holds a picture of ${dims.slice(0, Math.max(1, Math.min(axes, 3))).join(' × ')}, not a volume.`, 'Upload a volume with at least two slices.');
  }
  if (axes > 4 && [5, 6, 7].some(n => dim(n) > 1)) {
    throw new Unreadable(`The file has ${axes} axes.`, 'Upload one volume a channel.');
  }
  const code = view.getInt16(at.datatype, little);
  const type = TYPES[code];
  if (!type) throw new Unreadable(`Voxels of NIfTI's type ${code} cannot be shown.`, 'Convert them to a real type, for example float32.');
  const real = n => at.real(view, n, little);
  const reals = (start, count) => Array.from({ length: count }, (_, n) => real(start + n * at.realBytes));
  const slope = real(at.slope);
  const scales = slope !== 0 && Number.isFinite(slope);
  const [qform, sform] = at.codes(view, little);
  return {
    dims,
    volumes: Math.max(1, dim(4)),
    type: type[0],
    voxelBytes: type[1],
    View: type[2],
    little,
    slope: scales ? slope : 1,
    intercept: scales ? real(at.slope + at.realBytes) : 0,
    offset: Math.max(at.least, Math.round(at.offset(view, little)) || 0),
    ...placement({
      qform,
      sform,
      pixdim: reals(at.pixdim, 4),
      quaternion: reals(at.quaternion, 6),
      rows: reals(at.rows, 12),
      units: at.units(view, little),
    }),
  };
}

/** The stream's bytes, unpacked where they are gzip. */
async function unpacked(stream) {
  const reader = stream.getReader();
  const { value: first, done } = await reader.read();
  if (done) throw new Unreadable('The file is empty.', DAMAGED[1]);
  const whole = new ReadableStream({
    start: to => to.enqueue(first),
    async pull(to) {
      const next = await reader.read();
      next.done ? to.close() : to.enqueue(next.value);
    },
    cancel: why => reader.cancel(why),
  });
  const packed = first[0] === 0x1f && first[1] === 0x8b;
  return packed ? whole.pipeThrough(new DecompressionStream('gzip')) : whole;
}

/**
 * One volume.
 *
 * @param {ReadableStream} stream of the file
 * @param {{channel?: number, most?: number}} options which volume of a 4-D file, most bytes to hold
 */
export async function readVolume(stream, { channel = 0, most = MOST_BYTES } = {}) {
  const reader = (await unpacked(stream)).getReader();
  const pull = async () => {
    try {
      return await reader.read();
    } catch (broken) {
      // What unpacks says TypeError; all else is of who sends the file, or of who wants it no longer.
      if (!(broken instanceof TypeError)) throw broken;
      throw new Unreadable(...DAMAGED);
    }
  };
  let head = new Uint8Array(0);
  while (head.length < LONGEST_HEADER) {
    const { value, done } = await pull();
    if (done) break;
    const longer = new Uint8Array(head.length + value.length);
    longer.set(head);
    longer.set(value, head.length);
    head = longer;
  }
  let header;
  let bytes;
  try {
    header = parseHeader(head.buffer);
    const size = header.dims.reduce((a, b) => a * b) * header.voxelBytes;
    if (size > most) throw new TooLarge(size);
    bytes = allocate(size);
  } catch (refused) {
    reader.cancel().catch(() => {});
    throw refused;
  }
  const volume = Math.min(channel, header.volumes - 1);
  await fill(bytes, header.offset + volume * bytes.length, head, pull, volume === header.volumes - 1);
  if (volume < header.volumes - 1) reader.cancel().catch(() => {});
  return { ...header, data: viewOf(bytes, header) };
}

function allocate(size) {
  try {
    return new Uint8Array(size);
  } catch {
    throw new TooLarge(size);
  }
}

/** Copies what lies from `start` on; reads on to the end where that is wanted, since only there a damaged file shows. */
async function fill(bytes, start, head, pull, toTheEnd) {
  let position = 0;
  let filled = 0;
  let chunk = head;
  for (;;) {
    const skip = Math.max(0, start - position);
    if (skip < chunk.length && filled < bytes.length) {
      const part = chunk.subarray(skip, skip + bytes.length - filled);
      bytes.set(part, filled);
      filled += part.length;
    }
    position += chunk.length;
    if (filled === bytes.length && !toTheEnd) return;
    const next = await pull();
    if (next.done) break;
    chunk = next.value;
  }
  if (filled < bytes.length) throw new Unreadable(...DAMAGED);
}

const MOST_LABEL = 32_767;

/** A volume of labels as whole numbers, its scale applied: masks are also stored as reals, or scaled. Numbers that are no labels are 0. */
export function labelsOf(volume) {
  const { data, slope, intercept } = volume;
  const whole = data instanceof Uint8Array || data instanceof Int16Array;
  if (whole && slope === 1 && intercept === 0) return volume;
  const labels = new Int16Array(data.length);
  for (let at = 0; at < labels.length; at++) {
    const label = Math.round(data[at] * slope + intercept);
    if (label > 0 && label <= MOST_LABEL) labels[at] = label;
  }
  return { ...volume, data: labels, slope: 1, intercept: 0 };
}

const HOST_IS_LITTLE = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

function viewOf(bytes, { View, voxelBytes, little, type }) {
  if (type.startsWith('rgb')) return greyOf(bytes, voxelBytes);
  if (little !== HOST_IS_LITTLE) swap(bytes, voxelBytes);
  const view = new View(bytes.buffer);
  if (!(view instanceof BigInt64Array || view instanceof BigUint64Array)) return view;
  // In place: a real takes the room of the whole number.
  const reals = new Float64Array(bytes.buffer);
  for (let at = 0; at < reals.length; at++) reals[at] = Number(view[at]);
  return reals;
}

function swap(bytes, size) {
  for (let at = 0; size > 1 && at < bytes.length; at += size) {
    for (let low = at, high = at + size - 1; low < high; low++, high--) {
      const kept = bytes[low];
      bytes[low] = bytes[high];
      bytes[high] = kept;
    }
  }
}

/** Brightness as Rec. 601 weighs it. */
function greyOf(bytes, size) {
  const grey = new Uint8Array(bytes.length / size);
  for (let n = 0, at = 0; n < grey.length; n++, at += size) {
    grey[n] = 0.299 * bytes[at] + 0.587 * bytes[at + 1] + 0.114 * bytes[at + 2] + 0.5;
  }
  return grey;
}
