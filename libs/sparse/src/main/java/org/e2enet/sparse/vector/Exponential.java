package org.e2enet.sparse.vector;

import static org.e2enet.sparse.vector.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * eˣ for x ≤ 0 to 2·10⁻⁷ relative, of multiply-adds alone: the library's own vector function has other last bits before the
 * compiler takes over. x = n·ln 2 + r with |r| ≤ ½·ln 2, and a polynomial of Taylor's in r.
 */
final class Exponential {
    /** Below, the result is no normal number; e⁻⁸⁷ stands for it. */
    private static final float LEAST = -87;

    private static final float LOG2_E = 1.44269504f;
    private static final float LN2_HIGH = 0.693359375f;
    private static final float LN2_LOW = -2.12194440e-4f;

    /** 1.5·2²³: what is added to it is rounded to a whole number, which then lies in the lowest bits. */
    private static final float ROUND = 12582912f;

    private static final int MANTISSA_BITS = 23;
    private static final int ONE_BITS = 0x3f800000;

    private Exponential() {}

    static FloatVector of(FloatVector argument) {
        FloatVector x = argument.blend(LEAST, argument.compare(VectorOperators.LT, LEAST));
        FloatVector rounded = x.mul(LOG2_E).add(ROUND);
        FloatVector n = rounded.sub(ROUND);
        FloatVector r = n.fma(FloatVector.broadcast(SPECIES, -LN2_HIGH), x);
        r = n.fma(FloatVector.broadcast(SPECIES, -LN2_LOW), r);
        FloatVector p = r.fma(FloatVector.broadcast(SPECIES, 1 / 5040f), FloatVector.broadcast(SPECIES, 1 / 720f));
        p = p.fma(r, FloatVector.broadcast(SPECIES, 1 / 120f));
        p = p.fma(r, FloatVector.broadcast(SPECIES, 1 / 24f));
        p = p.fma(r, FloatVector.broadcast(SPECIES, 1 / 6f));
        p = p.fma(r, FloatVector.broadcast(SPECIES, 0.5f));
        p = p.fma(r, FloatVector.broadcast(SPECIES, 1));
        p = p.fma(r, FloatVector.broadcast(SPECIES, 1));
        return p.mul(rounded.reinterpretAsInts()
                .lanewise(VectorOperators.LSHL, MANTISSA_BITS)
                .add(ONE_BITS)
                .reinterpretAsFloats());
    }
}
