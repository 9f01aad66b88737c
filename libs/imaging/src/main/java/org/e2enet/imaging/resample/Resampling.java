package org.e2enet.imaging.resample;

import org.e2enet.contract.Size3;
import org.e2enet.contract.scan.Spacing;
import org.e2enet.faults.Fault;
import org.e2enet.imaging.nifti.ReadLimits;

/**
 * From which sizes to which, and along which axis slices are picked instead of blended.
 *
 * @param source sizes before
 * @param target sizes after
 * @param sliceAxis 0, 1 or 2: the axis sampled by nearest neighbour, each slice across it resampled by itself; -1 if all
 *     three axes are blended
 */
public record Resampling(Size3 source, Size3 target, int sliceAxis) {
    /** An axis whose spacing exceeds this many times another one's is not blended. */
    private static final double SLICE_ANISOTROPY = 3;

    public Resampling {
        if (sliceAxis < -1 || sliceAxis > 2) {
            throw new IllegalArgumentException("slice axis must be -1, 0, 1 or 2: " + sliceAxis);
        }
    }

    /**
     * By nnU-Net's rules: size = round(old spacing / new spacing * size), half to even, at least 1; slices are kept apart
     * if the old spacing (else the new one) has one axis coarser than 3 times the finest.
     */
    public static Resampling between(Size3 source, Spacing from, Spacing to) {
        long[] sizes = new long[3];
        long voxels = 1;
        for (int axis = 0; axis < 3; axis++) {
            double size = Math.rint(from.along(axis) / to.along(axis) * source.along(axis));
            sizes[axis] = (long) Math.clamp(size, 1, 1 << 20);
            voxels *= sizes[axis];
        }
        if (voxels > ReadLimits.MOST_VOXELS) {
            throw new Fault(
                            "IMG-121",
                            "resampling from " + from.toList() + " mm to " + to.toList() + " mm gives " + voxels
                                    + " voxels, at most " + ReadLimits.MOST_VOXELS + " are accepted",
                            "target spacing",
                            "Choose a coarser target spacing, or crop the scan.")
                    .exception();
        }
        Size3 target = new Size3((int) sizes[0], (int) sizes[1], (int) sizes[2]);
        int axis = coarseAxis(from);
        if (from.anisotropy() <= SLICE_ANISOTROPY) {
            axis = to.anisotropy() > SLICE_ANISOTROPY ? coarseAxis(to) : -1;
        }
        return new Resampling(source, target, axis);
    }

    /** The way back; slices picked along the same axis. */
    public Resampling inverse() {
        return new Resampling(target, source, sliceAxis);
    }

    public boolean changesNothing() {
        return source.equals(target);
    }

    /** The one coarsest axis, or -1 if two or three are equally coarse. */
    private static int coarseAxis(Spacing spacing) {
        double coarsest = Math.max(spacing.depthMm(), Math.max(spacing.heightMm(), spacing.widthMm()));
        int found = -1;
        for (int axis = 0; axis < 3; axis++) {
            if (spacing.along(axis) == coarsest) {
                if (found >= 0) {
                    return -1;
                }
                found = axis;
            }
        }
        return found;
    }
}
