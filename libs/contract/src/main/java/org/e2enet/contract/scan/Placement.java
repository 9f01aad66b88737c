package org.e2enet.contract.scan;

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

    public Placement {
        pixdim = sized(pixdim, 4);
        quaternion = sized(quaternion, 6);
        rows = sized(rows, 12);
    }

    private static List<Float> sized(List<Float> numbers, int size) {
        if (numbers.size() != size) {
            throw new IllegalArgumentException(size + " numbers are wanted, got " + numbers.size());
        }
        return List.copyOf(numbers);
    }
}
