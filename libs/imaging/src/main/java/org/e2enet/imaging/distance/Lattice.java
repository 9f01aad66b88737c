package org.e2enet.imaging.distance;

import org.e2enet.contract.Size3;
import org.e2enet.contract.scan.Spacing;
import org.e2enet.faults.Fault;

/**
 * A box of voxels and its spacing, in array-axis order: voxel (x, y, z) of a flat array lies at
 * {@code x + nx * (y + ny * z)}, so x runs fastest. For a canonical scan these are the array axes i, j, k.
 *
 * @param nx voxels along x, the fastest axis
 * @param ny voxels along y
 * @param nz voxels along z
 * @param xMm distance of neighbours along x
 * @param yMm distance of neighbours along y
 * @param zMm distance of neighbours along z
 */
public record Lattice(int nx, int ny, int nz, double xMm, double yMm, double zMm) {
    /** @throws org.e2enet.faults.FaultException IMG-151 for an empty or too large box, IMG-152 for a spacing that is not positive */
    public Lattice {
        if (nx < 1 || ny < 1 || nz < 1 || (double) nx * ny * nz > Integer.MAX_VALUE - 8) {
            throw new Fault(
                            "IMG-151",
                            "a box of " + nx + " x " + ny + " x " + nz + " voxels does not fit one array",
                            "size",
                            "Give three sizes of at least 1 with a product below 2^31.")
                    .exception();
        }
        if (!isLength(xMm) || !isLength(yMm) || !isLength(zMm)) {
            throw new Fault(
                            "IMG-152",
                            "spacing " + xMm + " x " + yMm + " x " + zMm + " mm is not positive and finite",
                            "spacingMm",
                            "Correct the spacing of the image.")
                    .exception();
        }
    }

    /** x, y, z are width, height, depth. */
    public static Lattice of(Size3 extent, Spacing spacing) {
        return new Lattice(
                extent.width(),
                extent.height(),
                extent.depth(),
                spacing.widthMm(),
                spacing.heightMm(),
                spacing.depthMm());
    }

    public int voxels() {
        return nx * ny * nz;
    }

    public double voxelMm3() {
        return xMm * yMm * zMm;
    }

    /** Another box with this spacing. */
    public Lattice resized(int sizeX, int sizeY, int sizeZ) {
        return new Lattice(sizeX, sizeY, sizeZ, xMm, yMm, zMm);
    }

    private static boolean isLength(double mm) {
        return mm > 0 && Double.isFinite(mm);
    }
}
