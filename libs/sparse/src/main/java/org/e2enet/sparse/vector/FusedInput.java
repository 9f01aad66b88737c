package org.e2enet.sparse.vector;

import static org.e2enet.sparse.vector.Lanes.BLOCK;
import static org.e2enet.sparse.vector.Lanes.ORDER;
import static org.e2enet.sparse.vector.Lanes.SPECIES;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * {@link Transforms#input} along y straight from the tensors' memory: six rows are read, normalised, activated and
 * transformed without a stop in scratch memory. Four forms, because a branch per vector would cost as much as the
 * arithmetic: stored or activated, from one block or from two that a depth shift cuts.
 */
final class FusedInput {
    private static final long STEP_BYTES = (long) BLOCK * Float.BYTES;

    private FusedInput() {}

    static void plainStored(MemorySegment memory, long row, long rowBytes, float[] to, int at, int step, int count) {
        FloatVector four = FloatVector.broadcast(SPECIES, 4);
        FloatVector minusFour = FloatVector.broadcast(SPECIES, -4);
        FloatVector minusFive = FloatVector.broadcast(SPECIES, -5);
        FloatVector two = FloatVector.broadcast(SPECIES, 2);
        FloatVector minusTwo = FloatVector.broadcast(SPECIES, -2);
        for (int i = 0; i < count; i++) {
            long p = row + i * STEP_BYTES;
            int out = at + i * BLOCK;
            FloatVector d0 = FloatVector.fromMemorySegment(SPECIES, memory, p, ORDER);
            FloatVector d1 = FloatVector.fromMemorySegment(SPECIES, memory, p + rowBytes, ORDER);
            FloatVector d2 = FloatVector.fromMemorySegment(SPECIES, memory, p + 2 * rowBytes, ORDER);
            FloatVector d3 = FloatVector.fromMemorySegment(SPECIES, memory, p + 3 * rowBytes, ORDER);
            FloatVector d4 = FloatVector.fromMemorySegment(SPECIES, memory, p + 4 * rowBytes, ORDER);
            FloatVector d5 = FloatVector.fromMemorySegment(SPECIES, memory, p + 5 * rowBytes, ORDER);
            d0.fma(four, d2.fma(minusFive, d4)).intoArray(to, out);
            FloatVector even = d2.fma(minusFour, d4);
            FloatVector odd = d1.fma(minusFour, d3);
            even.add(odd).intoArray(to, out + step);
            even.sub(odd).intoArray(to, out + 2 * step);
            even = d4.sub(d2);
            odd = d3.sub(d1);
            odd.fma(two, even).intoArray(to, out + 3 * step);
            odd.fma(minusTwo, even).intoArray(to, out + 4 * step);
            d1.fma(four, d3.fma(minusFive, d5)).intoArray(to, out + 5 * step);
        }
    }

    static void plainActivated(
            MemorySegment memory,
            long row,
            long rowBytes,
            float scale,
            float offset,
            float slope,
            float[] to,
            int at,
            int step,
            int count) {
        FloatVector a = FloatVector.broadcast(SPECIES, scale);
        FloatVector b = FloatVector.broadcast(SPECIES, offset);
        FloatVector four = FloatVector.broadcast(SPECIES, 4);
        FloatVector minusFour = FloatVector.broadcast(SPECIES, -4);
        FloatVector minusFive = FloatVector.broadcast(SPECIES, -5);
        FloatVector two = FloatVector.broadcast(SPECIES, 2);
        FloatVector minusTwo = FloatVector.broadcast(SPECIES, -2);
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
            FloatVector d4 = FloatVector.fromMemorySegment(SPECIES, memory, p + 4 * rowBytes, ORDER)
                    .fma(a, b);
            FloatVector d5 = FloatVector.fromMemorySegment(SPECIES, memory, p + 5 * rowBytes, ORDER)
                    .fma(a, b);
            d0 = d0.mul(slope, d0.compare(VectorOperators.LT, 0));
            d1 = d1.mul(slope, d1.compare(VectorOperators.LT, 0));
            d2 = d2.mul(slope, d2.compare(VectorOperators.LT, 0));
            d3 = d3.mul(slope, d3.compare(VectorOperators.LT, 0));
            d4 = d4.mul(slope, d4.compare(VectorOperators.LT, 0));
            d5 = d5.mul(slope, d5.compare(VectorOperators.LT, 0));
            d0.fma(four, d2.fma(minusFive, d4)).intoArray(to, out);
            FloatVector even = d2.fma(minusFour, d4);
            FloatVector odd = d1.fma(minusFour, d3);
            even.add(odd).intoArray(to, out + step);
            even.sub(odd).intoArray(to, out + 2 * step);
            even = d4.sub(d2);
            odd = d3.sub(d1);
            odd.fma(two, even).intoArray(to, out + 3 * step);
            odd.fma(minusTwo, even).intoArray(to, out + 4 * step);
            d1.fma(four, d3.fma(minusFive, d5)).intoArray(to, out + 5 * step);
        }
    }

    static void shiftedStored(
            MemorySegment memory,
            long row,
            long rowBytes,
            long high,
            long highRowBytes,
            int lowLanes,
            float[] to,
            int at,
            int step,
            int count) {
        VectorMask<Float> fromHigh = VectorMask.fromLong(SPECIES, -1L << lowLanes);
        FloatVector four = FloatVector.broadcast(SPECIES, 4);
        FloatVector minusFour = FloatVector.broadcast(SPECIES, -4);
        FloatVector minusFive = FloatVector.broadcast(SPECIES, -5);
        FloatVector two = FloatVector.broadcast(SPECIES, 2);
        FloatVector minusTwo = FloatVector.broadcast(SPECIES, -2);
        for (int i = 0; i < count; i++) {
            long p = row + i * STEP_BYTES;
            long q = high + i * STEP_BYTES;
            int out = at + i * BLOCK;
            FloatVector d0 = FloatVector.fromMemorySegment(SPECIES, memory, p, ORDER)
                    .blend(FloatVector.fromMemorySegment(SPECIES, memory, q, ORDER), fromHigh);
            FloatVector d1 = FloatVector.fromMemorySegment(SPECIES, memory, p + rowBytes, ORDER)
                    .blend(FloatVector.fromMemorySegment(SPECIES, memory, q + highRowBytes, ORDER), fromHigh);
            FloatVector d2 = FloatVector.fromMemorySegment(SPECIES, memory, p + 2 * rowBytes, ORDER)
                    .blend(FloatVector.fromMemorySegment(SPECIES, memory, q + 2 * highRowBytes, ORDER), fromHigh);
            FloatVector d3 = FloatVector.fromMemorySegment(SPECIES, memory, p + 3 * rowBytes, ORDER)
                    .blend(FloatVector.fromMemorySegment(SPECIES, memory, q + 3 * highRowBytes, ORDER), fromHigh);
            FloatVector d4 = FloatVector.fromMemorySegment(SPECIES, memory, p + 4 * rowBytes, ORDER)
                    .blend(FloatVector.fromMemorySegment(SPECIES, memory, q + 4 * highRowBytes, ORDER), fromHigh);
            FloatVector d5 = FloatVector.fromMemorySegment(SPECIES, memory, p + 5 * rowBytes, ORDER)
                    .blend(FloatVector.fromMemorySegment(SPECIES, memory, q + 5 * highRowBytes, ORDER), fromHigh);
            d0.fma(four, d2.fma(minusFive, d4)).intoArray(to, out);
            FloatVector even = d2.fma(minusFour, d4);
            FloatVector odd = d1.fma(minusFour, d3);
            even.add(odd).intoArray(to, out + step);
            even.sub(odd).intoArray(to, out + 2 * step);
            even = d4.sub(d2);
            odd = d3.sub(d1);
            odd.fma(two, even).intoArray(to, out + 3 * step);
            odd.fma(minusTwo, even).intoArray(to, out + 4 * step);
            d1.fma(four, d3.fma(minusFive, d5)).intoArray(to, out + 5 * step);
        }
    }

    static void shiftedActivated(
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
            int step,
            int count) {
        VectorMask<Float> fromHigh = VectorMask.fromLong(SPECIES, -1L << lowLanes);
        FloatVector a = FloatVector.broadcast(SPECIES, scale);
        FloatVector b = FloatVector.broadcast(SPECIES, offset);
        FloatVector four = FloatVector.broadcast(SPECIES, 4);
        FloatVector minusFour = FloatVector.broadcast(SPECIES, -4);
        FloatVector minusFive = FloatVector.broadcast(SPECIES, -5);
        FloatVector two = FloatVector.broadcast(SPECIES, 2);
        FloatVector minusTwo = FloatVector.broadcast(SPECIES, -2);
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
            FloatVector d4 = FloatVector.fromMemorySegment(SPECIES, memory, p + 4 * rowBytes, ORDER)
                    .blend(FloatVector.fromMemorySegment(SPECIES, memory, q + 4 * highRowBytes, ORDER), fromHigh)
                    .fma(a, b);
            FloatVector d5 = FloatVector.fromMemorySegment(SPECIES, memory, p + 5 * rowBytes, ORDER)
                    .blend(FloatVector.fromMemorySegment(SPECIES, memory, q + 5 * highRowBytes, ORDER), fromHigh)
                    .fma(a, b);
            d0 = d0.mul(slope, d0.compare(VectorOperators.LT, 0));
            d1 = d1.mul(slope, d1.compare(VectorOperators.LT, 0));
            d2 = d2.mul(slope, d2.compare(VectorOperators.LT, 0));
            d3 = d3.mul(slope, d3.compare(VectorOperators.LT, 0));
            d4 = d4.mul(slope, d4.compare(VectorOperators.LT, 0));
            d5 = d5.mul(slope, d5.compare(VectorOperators.LT, 0));
            d0.fma(four, d2.fma(minusFive, d4)).intoArray(to, out);
            FloatVector even = d2.fma(minusFour, d4);
            FloatVector odd = d1.fma(minusFour, d3);
            even.add(odd).intoArray(to, out + step);
            even.sub(odd).intoArray(to, out + 2 * step);
            even = d4.sub(d2);
            odd = d3.sub(d1);
            odd.fma(two, even).intoArray(to, out + 3 * step);
            odd.fma(minusTwo, even).intoArray(to, out + 4 * step);
            d1.fma(four, d3.fma(minusFive, d5)).intoArray(to, out + 5 * step);
        }
    }
}
