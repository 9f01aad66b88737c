package org.e2enet.imaging.normalize;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class MomentsTest {
    @Test
    void shouldComeToTheSameBitsWhetherAllAreChosenOrAsked() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int length : new int[] {0, 1, 1000, 150_001}) {
            float[] values = new float[length + 5];
            for (int n = 0; n < values.length; n++) {
                values[n] = (float) (1000 + 300 * random.nextGaussian());
            }

            assertEquals(
                    Moments.of(values, 3, length, (place, value) -> true),
                    Moments.of(values, 3, length),
                    () -> "seed " + seed);
        }
    }
}
