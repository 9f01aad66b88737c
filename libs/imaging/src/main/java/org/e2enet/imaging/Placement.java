package org.e2enet.imaging;

import java.util.List;

/**
 * The fields of a NIfTI-1 header that place its grid in the world, kept as the file's own 32-bit numbers so that a
 * derived file gets them back bit for bit. A plain record: it travels as JSON. Holds nothing about the patient.
 *
 * @param qformCode what the quaternion maps to, 0 when unset
 * @param sformCode what the rows map to, 0 when unset
 * @param pixdim handedness, then the voxel size along i, j, k: {@code pixdim[0..3]}
 * @param quaternion {@code quatern_b, c, d} and {@code qoffset_x, y, z}
 * @param rows {@code srow_x}, {@code srow_y}, {@code srow_z}
 * @param units the {@code xyzt_units} byte
 */
public record Placement(
        int qformCode, int sformCode, List<Float> pixdim, List<Float> quaternion, List<Float> rows, int units) {
    private static final int MILLIMETRES = 2;
    private static final int ALIGNED = 2;

    public Placement {
        pixdim = sized(pixdim, 4);
        quaternion = sized(quaternion, 6);
        rows = sized(rows, 12);
    }

    /** A placement by rows alone, as written for volumes that come from no NIfTI file. */
    public static Placement of(Affine affine) {
        Float[] rows = new Float[12];
        for (int n = 0; n < rows.length; n++) {
            rows[n] = (float) affine.at(n / 4, n % 4);
        }
        List<Float> pixdim = List.of(1f, (float) affine.stepMm(0), (float) affine.stepMm(1), (float) affine.stepMm(2));
        return new Placement(0, ALIGNED, pixdim, List.of(0f, 0f, 0f, 0f, 0f, 0f), List.of(rows), MILLIMETRES);
    }

    /**
     * Voxel to RAS millimetres: the rows if {@code sformCode} is set, else the quaternion if {@code qformCode} is set,
     * else voxel sizes alone (methods 3, 2 and 1 of the NIfTI-1 standard).
     */
    public Affine affine() {
        if (sformCode > 0) {
            return Affine.ofRows(rows.stream().mapToDouble(Float::doubleValue).toArray());
        }
        double i = pixdim.get(1);
        double j = pixdim.get(2);
        double k = pixdim.get(3);
        if (qformCode > 0) {
            return ofQuaternion(i, j, pixdim.get(0) < 0 ? -k : k);
        }
        return Affine.ofRows(i, 0, 0, 0, 0, j, 0, 0, 0, 0, k, 0);
    }

    private Affine ofQuaternion(double stepI, double stepJ, double stepK) {
        double b = quaternion.get(0);
        double c = quaternion.get(1);
        double d = quaternion.get(2);
        double square = b * b + c * c + d * d;
        double a = Math.sqrt(Math.max(0, 1 - square));
        if (square > 1) { // rounding in the file; a half turn then
            double length = Math.sqrt(square);
            b /= length;
            c /= length;
            d /= length;
        }
        return Affine.ofRows(
                (a * a + b * b - c * c - d * d) * stepI,
                2 * (b * c - a * d) * stepJ,
                2 * (b * d + a * c) * stepK,
                quaternion.get(3),
                2 * (b * c + a * d) * stepI,
                (a * a + c * c - b * b - d * d) * stepJ,
                2 * (c * d - a * b) * stepK,
                quaternion.get(4),
                2 * (b * d - a * c) * stepI,
                2 * (c * d + a * b) * stepJ,
                (a * a + d * d - c * c - b * b) * stepK,
                quaternion.get(5));
    }

    private static List<Float> sized(List<Float> numbers, int size) {
        if (numbers.size() != size) {
            throw new IllegalArgumentException(size + " numbers are wanted, got " + numbers.size());
        }
        return List.copyOf(numbers);
    }
}
