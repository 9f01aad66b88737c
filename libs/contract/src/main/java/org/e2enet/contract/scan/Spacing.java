package org.e2enet.contract.scan;

import java.util.List;

/** Distances between neighbouring voxels in millimetres along depth, height and width (NIfTI k, j, i). */
public record Spacing(double depthMm, double heightMm, double widthMm) {
    public Spacing {
        for (double mm : new double[] {depthMm, heightMm, widthMm}) {
            if (!(mm > 0) || Double.isInfinite(mm)) {
                throw new IllegalArgumentException("voxel sizes must be positive and finite, got " + mm + " mm");
            }
        }
    }

    /** From {@code [depth, height, width]}. */
    public static Spacing of(List<Double> millimetres) {
        if (millimetres.size() != 3) {
            throw new IllegalArgumentException("three spacings [depth, height, width] are wanted, got " + millimetres);
        }
        return new Spacing(millimetres.get(0), millimetres.get(1), millimetres.get(2));
    }

    /** Spacing along array axis 0 (depth), 1 (height) or 2 (width). */
    public double along(int axis) {
        return switch (axis) {
            case 0 -> depthMm;
            case 1 -> heightMm;
            case 2 -> widthMm;
            default -> throw new IllegalArgumentException("axis must be 0, 1 or 2: " + axis);
        };
    }

    /** {@code [depth, height, width]} in millimetres. */
    public List<Double> toList() {
        return List.of(depthMm, heightMm, widthMm);
    }

    public double voxelVolumeMm3() {
        return depthMm * heightMm * widthMm;
    }

    /** Coarsest over finest spacing. */
    public double anisotropy() {
        return Math.max(depthMm, Math.max(heightMm, widthMm)) / Math.min(depthMm, Math.min(heightMm, widthMm));
    }
}
