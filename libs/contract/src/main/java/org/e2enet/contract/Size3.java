package org.e2enet.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;

/** Three positive extents along depth, height and width: a patch, a kernel or a stride. JSON form: {@code [d, h, w]}. */
public record Size3(int depth, int height, int width) {
    public Size3 {
        if (depth < 1 || height < 1 || width < 1) {
            throw new IllegalArgumentException("extents must be positive: " + depth + "," + height + "," + width);
        }
    }

    @JsonCreator
    public static Size3 of(List<Integer> extents) {
        if (extents.size() != 3) {
            throw new IllegalArgumentException("three extents [depth, height, width] are wanted, got " + extents);
        }
        return new Size3(extents.get(0), extents.get(1), extents.get(2));
    }

    public static Size3 cube(int edge) {
        return new Size3(edge, edge, edge);
    }

    @JsonValue
    public List<Integer> toList() {
        return List.of(depth, height, width);
    }

    /** Number of voxels or kernel taps. */
    public long volume() {
        return (long) depth * height * width;
    }

    public Size3 times(Size3 factor) {
        return new Size3(depth * factor.depth, height * factor.height, width * factor.width);
    }

    /** Extents after a stride of {@code factor} with "same" padding: rounded up. */
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
