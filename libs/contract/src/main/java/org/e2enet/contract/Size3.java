package org.e2enet.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;

/**
 * Three positive sizes along depth, height and width: of a grid of voxels, a patch, a kernel or a stride. An array of that
 * size is {@code [depth][height][width]}, width fastest in memory; of an array as a NIfTI file holds it, width is the file's
 * first axis i, height j and depth k. JSON form: {@code [d, h, w]}; the records of {@link org.e2enet.contract.scan} write
 * {@link org.e2enet.contract.scan.SizeByName} instead. Both are read in either place.
 */
public record Size3(int depth, int height, int width) {
    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    public Size3 {
        if (depth < 1 || height < 1 || width < 1) {
            throw new IllegalArgumentException("sizes must be positive: " + depth + "x" + height + "x" + width);
        }
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Size3 of(List<Integer> sizes) {
        if (sizes.size() != 3) {
            throw new IllegalArgumentException("three sizes [depth, height, width] are wanted, got " + sizes);
        }
        return new Size3(sizes.get(0), sizes.get(1), sizes.get(2));
    }

    public static Size3 cube(int edge) {
        return new Size3(edge, edge, edge);
    }

    @JsonValue
    public List<Integer> toList() {
        return List.of(depth, height, width);
    }

    /** Size along axis 0 (depth), 1 (height) or 2 (width). */
    public int along(int axis) {
        return switch (axis) {
            case 0 -> depth;
            case 1 -> height;
            case 2 -> width;
            default -> throw new IllegalArgumentException("axis must be 0, 1 or 2: " + axis);
        };
    }

    /** With another size along one axis. */
    public Size3 with(int axis, int size) {
        return new Size3(axis == 0 ? size : depth, axis == 1 ? size : height, axis == 2 ? size : width);
    }

    /** Number of voxels or kernel taps. */
    public long volume() {
        return (long) depth * height * width;
    }

    /** {@link #volume} as the length of an array. */
    public int arrayLength() {
        return Math.toIntExact(volume());
    }

    /** Offset of a voxel in the flat array. */
    public int offset(int d, int h, int w) {
        return (d * height + h) * width + w;
    }

    public Size3 times(Size3 factor) {
        return new Size3(depth * factor.depth, height * factor.height, width * factor.width);
    }

    /** Sizes after a stride of {@code factor} with "same" padding: rounded up. */
    public Size3 dividedBy(Size3 factor) {
        return new Size3(
                Math.ceilDiv(depth, factor.depth),
                Math.ceilDiv(height, factor.height),
                Math.ceilDiv(width, factor.width));
    }

    public boolean isDivisibleBy(Size3 factor) {
        return depth % factor.depth == 0 && height % factor.height == 0 && width % factor.width == 0;
    }

    @Override
    public String toString() {
        return depth + "x" + height + "x" + width;
    }
}
