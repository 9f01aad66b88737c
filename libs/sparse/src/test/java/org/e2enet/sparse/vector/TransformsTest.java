package org.e2enet.sparse.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransformsTest {
    private static final int BLOCKS = 3;
    private static final int STEP = BLOCKS * Lanes.BLOCK;
    private static final int INPUTS_AT = 0;
    private static final int FREQUENCIES_AT = Transforms.INPUTS * STEP;
    private static final int OUTPUTS_AT = 2 * Transforms.INPUTS * STEP;

    /** Four outputs of three taps by six multiplications are what twelve multiplications give. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldGiveTheCorrelationOfThreeTaps(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] data = new float[OUTPUTS_AT + Transforms.OUTPUTS * STEP];
        for (int n = 0; n < FREQUENCIES_AT; n++) {
            data[n] = (float) random.nextDouble(-1, 1);
        }
        double[] taps = random.doubles(3, -1, 1).toArray();
        double[] weights = new double[Transforms.INPUTS];
        Transforms.weights(taps[0], taps[1], taps[2], weights, 0, 1);

        Transforms.input(data, INPUTS_AT, STEP, FREQUENCIES_AT, STEP, BLOCKS);
        for (int f = 0; f < Transforms.INPUTS; f++) {
            for (int n = 0; n < STEP; n++) {
                data[FREQUENCIES_AT + f * STEP + n] *= (float) weights[f];
            }
        }
        Transforms.output(data, FREQUENCIES_AT, STEP, OUTPUTS_AT, STEP, BLOCKS);

        for (int o = 0; o < Transforms.OUTPUTS; o++) {
            for (int n = 0; n < STEP; n++) {
                double wanted = 0;
                for (int tap = 0; tap < taps.length; tap++) {
                    wanted += taps[tap] * data[INPUTS_AT + (o + tap) * STEP + n];
                }
                assertEquals(wanted, data[OUTPUTS_AT + o * STEP + n], 1e-5);
            }
        }
    }

    /** The same with gaps between vectors, as rows of a tile have them, and nothing written into the gaps. */
    @ParameterizedTest
    @ValueSource(ints = {0, 16})
    void shouldLeaveWhatLiesBetweenItsVectors(int gap) {
        int apart = Lanes.WIDTH + gap;
        int step = BLOCKS * apart;
        float[] data = new float[3 * Transforms.INPUTS * step + Lanes.WIDTH];
        Arrays.fill(data, 1);
        int to = Transforms.INPUTS * step;

        Transforms.input(data, 0, step, apart, to, step, apart, BLOCKS);

        // Bᵀ·1: a constant is nothing but at the point 1.
        float[] wanted = {0, -6, 0, 0, 0, 0};
        for (int f = 0; f < Transforms.INPUTS; f++) {
            for (int block = 0; block < BLOCKS; block++) {
                int at = to + f * step + block * apart;
                assertEquals(wanted[f], data[at], "frequency " + f);
                assertEquals(wanted[f], data[at + Lanes.WIDTH - 1], "frequency " + f);
                if (gap > 0) {
                    assertEquals(1, data[at + Lanes.WIDTH], "the gap");
                }
            }
        }
    }
}
