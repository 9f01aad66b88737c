package org.e2enet.sparse.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;

class ExponentialTest {
    private static final double ALLOWED = 2e-7;

    @Test
    void shouldBeExactAtZeroAndWithinItsBoundBelow() {
        assertEquals(1, of(0));
        SplittableRandom random = new SplittableRandom(1);
        for (int n = 0; n < 200_000; n++) {
            float x = (float) -(random.nextBoolean() ? random.nextDouble(87) : random.nextDouble(1));
            double exact = Math.exp(x);
            assertTrue(Math.abs(of(x) - exact) <= ALLOWED * exact, () -> x + ": " + of(x) + " for " + exact);
        }
    }

    /** At every multiple of ½·ln 2 the power of two changes: no jump there. */
    @Test
    void shouldBeWithinItsBoundOnBothSidesOfEveryChangeOfThePower() {
        for (int half = 1; half < 250; half++) {
            float at = (float) (-half * Math.log(2) / 2);
            for (float x : new float[] {Math.nextUp(at), at, Math.nextDown(at)}) {
                double exact = Math.exp(x);
                assertTrue(Math.abs(of(x) - exact) <= ALLOWED * exact, () -> x + ": " + of(x) + " for " + exact);
            }
        }
    }

    @Test
    void shouldStayANormalNumberHoweverSmall() {
        float least = of(-87);
        assertTrue(least >= Float.MIN_NORMAL, () -> "" + least);
        for (float x : new float[] {-87.1f, -1000, -Float.MAX_VALUE, Float.NEGATIVE_INFINITY}) {
            assertEquals(least, of(x));
        }
    }

    private static float of(float x) {
        return Exponential.of(FloatVector.broadcast(Lanes.SPECIES, x)).lane(Lanes.WIDTH - 1);
    }
}
