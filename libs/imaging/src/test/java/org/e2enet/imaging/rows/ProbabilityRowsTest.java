package org.e2enet.imaging.rows;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Every row length up to several vectors of any machine, from every first place. */
class ProbabilityRowsTest {
    private static final int LONGEST = 70;

    private final ScalarRows plain = new ScalarRows();
    private final ProbabilityRows vectors = new VectorRows();

    @Test
    void shouldTakeVectorsWhereTheyAre() {
        assertInstanceOf(VectorRows.class, ProbabilityRows.BEST);
    }

    @Test
    void shouldFindWhereAClassMatters() {
        Random random = new Random(1);
        for (int round = 0; round < 2000; round++) {
            float[] values = new float[LONGEST + 5];
            for (int n = random.nextInt(4); n > 0; n--) {
                values[random.nextInt(values.length)] = 0.25f * (1 + random.nextInt(3));
            }
            int from = random.nextInt(5);
            int to = from + random.nextInt(LONGEST);
            float most = 0.5f;
            assertEquals(plain.firstAbove(values, from, to, most), vectors.firstAbove(values, from, to, most));
            assertEquals(plain.endAbove(values, from, to, most), vectors.endAbove(values, from, to, most));
            assertEquals(plain.least(values, to), vectors.least(values, to));
        }
    }

    @Test
    void shouldNameTheLowerOfEqualClasses() {
        Random random = new Random(2);
        for (int count = 0; count < LONGEST; count++) {
            long seed = random.nextLong();
            assertArrayEquals(competed(plain, count, seed), competed(vectors, count, seed), "of " + count);
        }
        float[] names = new float[40];
        float[] best = new float[40];
        float[] halves = new float[40];
        Arrays.fill(halves, 0.5f);
        vectors.challenge(3, halves, 0, best, new float[40], names, 0, 40);
        vectors.challenge(7, halves, 0, best, new float[40], names, 0, 40);
        for (float name : names) {
            assertEquals(3, name);
        }
    }

    /** Best, second, names, and those of {@code lead}, after six classes with many equal probabilities. */
    private static float[][] competed(ProbabilityRows rows, int count, long seed) {
        Random random = new Random(seed);
        float[][] state = new float[5][count + 3];
        for (int c = 0; c < 6; c++) {
            float[] plane = new float[count + 2];
            for (int i = 0; i < plane.length; i++) {
                plane[i] = random.nextInt(4) / 4f;
            }
            rows.challenge(c, plane, 2, state[0], state[1], state[2], 3, count);
            rows.lead(c, plane, 2, state[3], state[4], 3, count);
        }
        assertArrayEquals(state[2], state[4], "both name alike");
        return state;
    }

    @Test
    void shouldRaiseWhatIsLeftUnlessAClassGetsIn() {
        Random random = new Random(3);
        int raised = 0;
        for (int round = 0; round < 2000; round++) {
            int count = random.nextInt(LONGEST);
            float[] weights = uniform(random, count + 3);
            float[] plane = uniform(random, count + 2);
            float[] weakest = new float[count + 3];
            Arrays.fill(weakest, 0.6f + 0.4f * random.nextFloat());
            float[] left = uniform(random, count + 3);
            float[] other = left.clone();
            boolean nowhere = plain.raise(weights, plane, 2, weakest, left, 3, count);
            assertEquals(nowhere, vectors.raise(weights, plane, 2, weakest, other, 3, count));
            assertArrayEquals(left, other);
            raised += nowhere ? 1 : 0;
        }
        assertTrue(raised > 100 && raised < 1900, "both happen: " + raised);
    }

    @Test
    void shouldAddWhatAProbabilityAddsToTheEntropy() {
        for (float p = 1; p > 1e-12; p *= 0.97f) {
            assertEquals(-p * Math.log(p), ScalarRows.entropy(p), 5e-5, "of " + p);
        }
        assertEquals(0, ScalarRows.entropy(0), 1e-12);
        assertEquals(0, ScalarRows.entropy(1 + Math.ulp(1f)), 1e-6, "rounded up");
        Random random = new Random(4);
        for (int count = 0; count < LONGEST; count++) {
            float[] plane = uniform(random, count + 1);
            float[] one = new float[count + 2];
            float[] two = one.clone();
            plain.addEntropy(plane, 1, one, 2, count);
            vectors.addEntropy(plane, 1, two, 2, count);
            assertArrayEquals(one, two, "of " + count);
        }
    }

    @Test
    void shouldGiveTheSameProbabilitiesToTheLastBit() {
        Random random = new Random(5);
        for (int count = 1; count < LONGEST; count++) {
            int classes = 5;
            int voxels = count + 7;
            float[] one = new float[classes * voxels];
            for (int i = 0; i < one.length; i++) {
                one[i] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(4)));
            }
            float[] two = one.clone();
            plain.softmax(one, classes, voxels, 3, count);
            vectors.softmax(two, classes, voxels, 3, count);
            for (int i = 0; i < one.length; i++) {
                assertEquals(Float.floatToRawIntBits(one[i]), Float.floatToRawIntBits(two[i]), "of " + count);
            }
        }
    }

    @Test
    void shouldFollowTheExponential() {
        for (float x = 0; x > -20; x -= 0.001f) {
            assertEquals(1, ScalarRows.exp(x) / Math.exp(x), 3e-6, "x = " + x);
        }
        assertEquals(1f, ScalarRows.exp(0));
    }

    @Test
    void shouldSeeWhatIsNotFinite() {
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            for (int at = 0; at < LONGEST; at++) {
                float[] values = new float[LONGEST];
                Arrays.fill(values, 3e38f);
                assertTrue(vectors.areFinite(values) && plain.areFinite(values));
                values[at] = bad;
                assertFalse(vectors.areFinite(values) || plain.areFinite(values), bad + " at " + at);
            }
        }
    }

    private static float[] uniform(Random random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextFloat();
        }
        return values;
    }
}
