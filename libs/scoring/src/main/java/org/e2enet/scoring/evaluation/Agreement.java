package org.e2enet.scoring.evaluation;

import java.util.OptionalDouble;

/**
 * How well one class of a prediction agrees with the truth; empty where undefined, never NaN.
 *
 * @param dice 0 … 1
 * @param nsd 0 … 1
 * @param hdMm Hausdorff distance
 * @param hd95Mm its 95th percentile
 */
record Agreement(OptionalDouble dice, OptionalDouble nsd, OptionalDouble hdMm, OptionalDouble hd95Mm) {
    private static final OptionalDouble EMPTY = OptionalDouble.empty();
    private static final OptionalDouble ZERO = OptionalDouble.of(0);
    private static final OptionalDouble ONE = OptionalDouble.of(1);

    static final Agreement UNDEFINED = new Agreement(EMPTY, EMPTY, EMPTY, EMPTY);
    static final Agreement NONE = new Agreement(ZERO, ZERO, EMPTY, EMPTY);
    static final Agreement PERFECT = new Agreement(ONE, ONE, ZERO, ZERO);
}
