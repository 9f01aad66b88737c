package org.e2enet.sparse.vector;

import static org.e2enet.sparse.vector.Lanes.BLOCK;
import static org.e2enet.sparse.vector.Lanes.ORDER;
import static org.e2enet.sparse.vector.Lanes.SPECIES;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;

/**
 * The loops of {@link SourceRows}: a vector of {@code count} voxels along x each, from the tensors' memory (byte offsets) to
 * scratch memory, as stored or normalised and activated. "Across" takes the first lanes from one depth block and the others
 * from the next. Forms of their own, because a branch per vector would cost as much as the arithmetic.
 */
final class RowLoops {
    private static final long STEP_BYTES = (long) BLOCK * Float.BYTES;

    private RowLoops() {}

    static void stored(MemorySegment memory, long row, float[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            FloatVector.fromMemorySegment(SPECIES, memory, row + i * STEP_BYTES, ORDER)
                    .intoArray(to, at + i * BLOCK);
        }
    }

    static void activated(
            MemorySegment memory, long row, float scale, float offset, float slope, float[] to, int at, int count) {
        FloatVector a = FloatVector.broadcast(SPECIES, scale);
        FloatVector b = FloatVector.broadcast(SPECIES, offset);
        for (int i = 0; i < count; i++) {
            FloatVector v = FloatVector.fromMemorySegment(SPECIES, memory, row + i * STEP_BYTES, ORDER)
                    .fma(a, b);
            v.mul(slope, v.compare(VectorOperators.LT, 0)).intoArray(to, at + i * BLOCK);
        }
    }

    static void storedAcross(MemorySegment memory, long row, long high, int lowLanes, float[] to, int at, int count) {
        VectorMask<Float> fromHigh = VectorMask.fromLong(SPECIES, -1L << lowLanes);
        for (int i = 0; i < count; i++) {
            long step = i * STEP_BYTES;
            FloatVector.fromMemorySegment(SPECIES, memory, row + step, ORDER)
                    .blend(FloatVector.fromMemorySegment(SPECIES, memory, high + step, ORDER), fromHigh)
                    .intoArray(to, at + i * BLOCK);
        }
    }

    static void activatedAcross(
            MemorySegment memory,
            long row,
            long high,
            int lowLanes,
            float scale,
            float offset,
            float slope,
            float[] to,
            int at,
            int count) {
        VectorMask<Float> fromHigh = VectorMask.fromLong(SPECIES, -1L << lowLanes);
        FloatVector a = FloatVector.broadcast(SPECIES, scale);
        FloatVector b = FloatVector.broadcast(SPECIES, offset);
        for (int i = 0; i < count; i++) {
            long step = i * STEP_BYTES;
            FloatVector v = FloatVector.fromMemorySegment(SPECIES, memory, row + step, ORDER)
                    .blend(FloatVector.fromMemorySegment(SPECIES, memory, high + step, ORDER), fromHigh)
                    .fma(a, b);
            v.mul(slope, v.compare(VectorOperators.LT, 0)).intoArray(to, at + i * BLOCK);
        }
    }

    /** One lane's sum: what matters is that every line was read. */
    static float sum(MemorySegment memory, long row, int count) {
        FloatVector sum = FloatVector.zero(SPECIES);
        for (int i = 0; i < count; i++) {
            sum = sum.add(FloatVector.fromMemorySegment(SPECIES, memory, row + i * STEP_BYTES, ORDER));
        }
        return sum.lane(0);
    }

    /** Four rows, normalised and activated, not transformed. */
    static void fourRows(
            MemorySegment memory,
            long row,
            long rowBytes,
            float scale,
            float offset,
            float slope,
            float[] to,
            int at,
            int count) {
        FloatVector a = FloatVector.broadcast(SPECIES, scale);
        FloatVector b = FloatVector.broadcast(SPECIES, offset);
        int step = count * BLOCK;
        for (int i = 0; i < count; i++) {
            long p = row + i * STEP_BYTES;
            int out = at + i * BLOCK;
            FloatVector d0 =
                    FloatVector.fromMemorySegment(SPECIES, memory, p, ORDER).fma(a, b);
            FloatVector d1 = FloatVector.fromMemorySegment(SPECIES, memory, p + rowBytes, ORDER)
                    .fma(a, b);
            FloatVector d2 = FloatVector.fromMemorySegment(SPECIES, memory, p + 2 * rowBytes, ORDER)
                    .fma(a, b);
            FloatVector d3 = FloatVector.fromMemorySegment(SPECIES, memory, p + 3 * rowBytes, ORDER)
                    .fma(a, b);
            d0 = d0.mul(slope, d0.compare(VectorOperators.LT, 0));
            d1 = d1.mul(slope, d1.compare(VectorOperators.LT, 0));
            d2 = d2.mul(slope, d2.compare(VectorOperators.LT, 0));
            d3 = d3.mul(slope, d3.compare(VectorOperators.LT, 0));
            d0.intoArray(to, out);
            d1.intoArray(to, out + step);
            d2.intoArray(to, out + 2 * step);
            d3.intoArray(to, out + 3 * step);
        }
    }

    /** As {@link #fourRows}, the first {@code lowLanes} lanes from one block, the others from the next. */
    static void fourRowsAcross(
            MemorySegment memory,
            long row,
            long rowBytes,
            long high,
            long highRowBytes,
            int lowLanes,
            float scale,
            float offset,
            float slope,
            float[] to,
            int at,
            int count) {
        VectorMask<Float> fromHigh = VectorMask.fromLong(SPECIES, -1L << lowLanes);
        FloatVector a = FloatVector.broadcast(SPECIES, scale);
        FloatVector b = FloatVector.broadcast(SPECIES, offset);
        int step = count * BLOCK;
        for (int i = 0; i < count; i++) {
            long p = row + i * STEP_BYTES;
            long q = high + i * STEP_BYTES;
            int out = at + i * BLOCK;
            FloatVector d0 = FloatVector.fromMemorySegment(SPECIES, memory, p, ORDER)
                    .blend(FloatVector.fromMemorySegment(SPECIES, memory, q, ORDER), fromHigh)
                    .fma(a, b);
            FloatVector d1 = FloatVector.fromMemorySegment(SPECIES, memory, p + rowBytes, ORDER)
                    .blend(FloatVector.fromMemorySegment(SPECIES, memory, q + highRowBytes, ORDER), fromHigh)
                    .fma(a, b);
            FloatVector d2 = FloatVector.fromMemorySegment(SPECIES, memory, p + 2 * rowBytes, ORDER)
                    .blend(FloatVector.fromMemorySegment(SPECIES, memory, q + 2 * highRowBytes, ORDER), fromHigh)
                    .fma(a, b);
            FloatVector d3 = FloatVector.fromMemorySegment(SPECIES, memory, p + 3 * rowBytes, ORDER)
                    .blend(FloatVector.fromMemorySegment(SPECIES, memory, q + 3 * highRowBytes, ORDER), fromHigh)
                    .fma(a, b);
            d0 = d0.mul(slope, d0.compare(VectorOperators.LT, 0));
            d1 = d1.mul(slope, d1.compare(VectorOperators.LT, 0));
            d2 = d2.mul(slope, d2.compare(VectorOperators.LT, 0));
            d3 = d3.mul(slope, d3.compare(VectorOperators.LT, 0));
            d0.intoArray(to, out);
            d1.intoArray(to, out + step);
            d2.intoArray(to, out + 2 * step);
            d3.intoArray(to, out + 3 * step);
        }
    }

    /** Lanes first, first + 2, … first + 30 of three blocks that follow each other, normalised and activated. */
    static void everySecond(
            MemorySegment memory,
            long low,
            long middle,
            long high,
            int first,
            float scale,
            float offset,
            float slope,
            float[] to,
            int at,
            int count) {
        VectorShuffle<Float> lanes = Lanes.EVERY_SECOND_FROM[first];
        VectorMask<Float> fromMiddle = VectorMask.fromLong(SPECIES, -1L << (BLOCK - first + 1) / 2);
        VectorMask<Float> fromHigh = VectorMask.fromLong(SPECIES, -1L << (2 * BLOCK - first + 1) / 2);
        FloatVector a = FloatVector.broadcast(SPECIES, scale);
        FloatVector b = FloatVector.broadcast(SPECIES, offset);
        for (int i = 0; i < count; i++) {
            long step = i * STEP_BYTES;
            FloatVector d = FloatVector.fromMemorySegment(SPECIES, memory, low + step, ORDER)
                    .rearrange(lanes)
                    .blend(
                            FloatVector.fromMemorySegment(SPECIES, memory, middle + step, ORDER)
                                    .rearrange(lanes),
                            fromMiddle)
                    .blend(
                            FloatVector.fromMemorySegment(SPECIES, memory, high + step, ORDER)
                                    .rearrange(lanes),
                            fromHigh)
                    .fma(a, b);
            d.mul(slope, d.compare(VectorOperators.LT, 0)).intoArray(to, at + i * BLOCK);
        }
    }
}
