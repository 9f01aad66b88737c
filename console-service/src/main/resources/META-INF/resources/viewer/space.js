/** Voxels in the patient: affines, the planes nearest to axial, coronal and sagittal, and the letters at their edges. World axes are R, A, S in mm. */

/** NIfTI's spatial units, in mm. */
const MM = { 1: 1000, 2: 1, 3: 0.001 };

/** Rows of the affine as NIfTI places a grid: sform, else qform, else voxel sizes alone. */
export function placement({ qform, sform, pixdim, quaternion, rows, units }) {
  const mm = MM[units & 7] ?? 1;
  const size = [1, 2, 3].map(n => Math.abs(pixdim[n]) || 1);
  let placedBy = 'sform';
  let affine = [rows.slice(0, 4), rows.slice(4, 8), rows.slice(8, 12)];
  if (sform <= 0 || !(Math.abs(determinant(affine)) > 1e-12)) {
    placedBy = qform > 0 ? 'qform' : 'none';
    affine = qform > 0 ? ofQuaternion(quaternion, size, pixdim[0] < 0 ? -1 : 1) : unplaced(size);
  }
  return { placedBy, affine: affine.map(row => row.map(value => value * mm)) };
}

/** Nobody says where it lies: axes are taken as R, A, S, as on the server. */
const unplaced = size => [0, 1, 2].map(row => [0, 1, 2, 3].map(n => (n === row ? size[n] : 0)));

function ofQuaternion([qb, qc, qd, x, y, z], size, handedness) {
  const length = Math.max(1, Math.hypot(qb, qc, qd)); // above 1 by rounding in the file
  const [b, c, d] = [qb / length, qc / length, qd / length];
  const a = Math.sqrt(Math.max(0, 1 - b * b - c * c - d * d));
  const turn = [
    [a * a + b * b - c * c - d * d, 2 * (b * c - a * d), 2 * (b * d + a * c)],
    [2 * (b * c + a * d), a * a + c * c - b * b - d * d, 2 * (c * d - a * b)],
    [2 * (b * d - a * c), 2 * (c * d + a * b), a * a + d * d - b * b - c * c],
  ];
  const step = [size[0], size[1], size[2] * handedness];
  return turn.map((row, n) => [...row.map((value, column) => value * step[column]), [x, y, z][n]]);
}

export function determinant([[a, b, c], [d, e, f], [g, h, i]]) {
  return a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
}

/** Where a voxel lies, in mm. */
export function world(affine, [i, j, k]) {
  return affine.map(row => row[0] * i + row[1] * j + row[2] * k + row[3]);
}

/** Rows of the affine that leads from mm back to voxels. */
export function inverse(affine) {
  const [[a, b, c, x], [d, e, f, y], [g, h, i, z]] = affine;
  const whole = determinant(affine);
  const rows = [
    [e * i - f * h, c * h - b * i, b * f - c * e],
    [f * g - d * i, a * i - c * g, c * d - a * f],
    [d * h - e * g, b * g - a * h, a * e - b * d],
  ].map(row => row.map(value => value / whole));
  return rows.map(row => [...row, -(row[0] * x + row[1] * y + row[2] * z)]);
}

/** mm between neighbours along each voxel axis. */
export function spacing(affine) {
  return [0, 1, 2].map(n => Math.hypot(affine[0][n], affine[1][n], affine[2][n]));
}

const ORDERS = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];

/**
 * Which voxel axis runs nearest to R, A and S, and which way. Ties keep the stored order, as on the server.
 *
 * @returns {{axis: number[], sign: number[], tilt: number}} tilt: the largest angle to a world axis, in degrees
 */
export function nearestAxes(affine) {
  const step = spacing(affine);
  const cosine = (toward, axis) => affine[toward][axis] / step[axis];
  let best = ORDERS[0];
  let bestScore = -1;
  for (const order of ORDERS) {
    const score = order.reduce((sum, axis, toward) => sum + Math.abs(cosine(toward, axis)), 0);
    if (score > bestScore + 1e-9) {
      best = order;
      bestScore = score;
    }
  }
  const cosines = best.map((axis, toward) => cosine(toward, axis));
  return {
    axis: best,
    sign: cosines.map(value => (value < 0 ? -1 : 1)),
    tilt: (Math.acos(Math.min(1, Math.min(...cosines.map(Math.abs)))) * 180) / Math.PI,
  };
}

const OPPOSITE = [['L', 'R'], ['P', 'A'], ['I', 'S']];
const SLANTED = 0.17; // sine of 10 degrees

/** The letters of the direction along a voxel axis, the nearest first: 'L', or 'LA' where it slants. */
export function letters(affine, axis, sign) {
  const step = spacing(affine)[axis];
  return [0, 1, 2]
    .map(toward => [toward, (sign * affine[toward][axis]) / step])
    .filter(([, cosine]) => Math.abs(cosine) > SLANTED)
    .sort((a, b) => Math.abs(b[1]) - Math.abs(a[1]))
    .map(([toward, cosine]) => OPPOSITE[toward][cosine > 0 ? 1 : 0])
    .join('');
}

/** Per plane: the world axes to the right, down and through the screen; -1 walks against R, A, S. Radiological: the patient's left is on the right. */
const LAID = {
  axial: [[0, -1], [1, -1], 2],
  coronal: [[0, -1], [2, -1], 1],
  sagittal: [[1, -1], [2, -1], 0],
};
export const PLANES = Object.keys(LAID);

/**
 * How a volume's slices lie on the screen.
 *
 * @returns {Object<string, {u, v, w, uSign, vSign, columns, rows, slices, uMm, vMm, letters}>} by plane: voxel axes to the right, down and
 *   through the screen; sign -1 where the stored order is walked backwards
 */
export function planesOf({ dims, affine }) {
  const { axis, sign } = nearestAxes(affine);
  const step = spacing(affine);
  return Object.fromEntries(
    PLANES.map(name => {
      const [[right, rightWay], [down, downWay], through] = LAID[name];
      const u = axis[right];
      const v = axis[down];
      const w = axis[through];
      const uSign = rightWay * sign[right];
      const vSign = downWay * sign[down];
      return [
        name,
        {
          name, u, v, w, uSign, vSign,
          columns: dims[u], rows: dims[v], slices: dims[w],
          wSign: sign[through],
          uMm: step[u], vMm: step[v],
          letters: {
            right: letters(affine, u, uSign), left: letters(affine, u, -uSign),
            bottom: letters(affine, v, vSign), top: letters(affine, v, -vSign),
          },
        },
      ];
    }),
  );
}

/** The voxel under a place on a plane's slice, of which `cursor` tells the depth; columns and rows may have fractions. */
export function voxelAt(plane, column, row, cursor) {
  const voxel = [...cursor];
  const at = (place, count, sign) => {
    const cell = Math.min(count - 1, Math.max(0, Math.floor(place)));
    return sign > 0 ? cell : count - 1 - cell;
  };
  voxel[plane.u] = at(column, plane.columns, plane.uSign);
  voxel[plane.v] = at(row, plane.rows, plane.vSign);
  return voxel;
}

/** The middle of a voxel in columns and rows of a plane. */
export function placeOf(plane, voxel) {
  const at = (index, count, sign) => (sign > 0 ? index : count - 1 - index) + 0.5;
  return [at(voxel[plane.u], plane.columns, plane.uSign), at(voxel[plane.v], plane.rows, plane.vSign)];
}

/** Whether two grids are one, to a hundredth of a voxel. */
export function sameGrid(a, b) {
  if (a.dims.some((size, n) => size !== b.dims[n])) return false;
  const limit = 0.01 * Math.min(...spacing(a.affine));
  const corners = [[0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1]].map(corner => corner.map((end, n) => end * (a.dims[n] - 1)));
  return corners.every(corner => Math.hypot(...world(a.affine, corner).map((mm, n) => mm - world(b.affine, corner)[n])) < limit);
}

/**
 * A volume's voxels on another grid, the nearest of each: for overlays whose file lies otherwise than the image. Outside: 0.
 *
 * @returns the volume itself where it lies so already; else `moved` is the volume as it was
 */
export function onGrid(volume, grid) {
  if (sameGrid(volume, grid)) return volume;
  const back = inverse(volume.affine);
  const [nx, ny, nz] = grid.dims;
  const [sx, sy, sz] = volume.dims;
  const data = new volume.data.constructor(nx * ny * nz);
  // One step along x moves the same way everywhere.
  const step = [0, 1, 2].map(n => back[n][0] * grid.affine[0][0] + back[n][1] * grid.affine[1][0] + back[n][2] * grid.affine[2][0]);
  let at = 0;
  for (let k = 0; k < nz; k++) {
    for (let j = 0; j < ny; j++) {
      const [x, y, z] = world(back, world(grid.affine, [0, j, k]));
      for (let i = 0; i < nx; i++, at++) {
        const a = Math.round(x + i * step[0]);
        const b = Math.round(y + i * step[1]);
        const c = Math.round(z + i * step[2]);
        if (a >= 0 && b >= 0 && c >= 0 && a < sx && b < sy && c < sz) data[at] = volume.data[a + sx * (b + sy * c)];
      }
    }
  }
  return { ...volume, dims: grid.dims, affine: grid.affine, data, moved: volume };
}
