package org.e2enet.contract.scan;

/**
 * Sizes of a 3-D array {@code [depth][height][width]}, width fastest in memory. For an array as a NIfTI file holds it,
 * width is the file's first axis i, height j and depth k.
 */
public record Extent(int depth, int height, int width) {
    public Extent {
        if (depth < 1 || height < 1 || width < 1) {
            throw new IllegalArgumentException("sizes must be positive: " + depth + "x" + height + "x" + width);
        }
    }

    /** Size along array axis 0 (depth), 1 (height) or 2 (width). */
    public int along(int axis) {
        return switch (axis) {
            case 0 -> depth;
            case 1 -> height;
            case 2 -> width;
            default -> throw new IllegalArgumentException("axis must be 0, 1 or 2: " + axis);
        };
    }

    /** Extent with the given size along one axis. */
    public Extent with(int axis, int size) {
        return new Extent(axis == 0 ? size : depth, axis == 1 ? size : height, axis == 2 ? size : width);
    }

    public long voxels() {
        return (long) depth * height * width;
    }

    /** Number of voxels as an array length. */
    public int arrayLength() {
        return Math.toIntExact(voxels());
    }

    /** Offset of a voxel in the flat array. */
    public int offset(int d, int h, int w) {
        return (d * height + h) * width + w;
    }

    @Override
    public String toString() {
        return depth + "x" + height + "x" + width;
    }
}
