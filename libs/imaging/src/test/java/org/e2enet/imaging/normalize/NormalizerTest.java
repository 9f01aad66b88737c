package org.e2enet.imaging.normalize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.e2enet.contract.preparation.ChannelNormalization;
import org.e2enet.contract.preparation.IntensityStats;
import org.e2enet.contract.preparation.NormalizationScheme;
import org.junit.jupiter.api.Test;

class NormalizerTest {
    @Test
    void shouldLeaveNeighbouringChannelsAlone() {
        float[] values = {7, 1, 3, 9};

        Normalizer.apply(ChannelNormalization.Z_SCORE, values, 1, 2, null);

        // Mean 2, deviation 1.
        assertArrayEquals(new float[] {7, -1, 1, 9}, values);
    }

    @Test
    void shouldCountOnlyTheNonzeroRegionAndClearTheRest() {
        float[] values = {100, 1, 3};

        Normalizer.apply(
                new ChannelNormalization(NormalizationScheme.Z_SCORE, true, null), values, 0, 3, new boolean[] {
                    false, true, true
                });

        assertArrayEquals(new float[] {0, -1, 1}, values);
    }

    @Test
    void shouldClipCtToThePercentiles() {
        float[] values = {-1000, 40, 3000};

        Normalizer.apply(ChannelNormalization.ct(new IntensityStats(40, 100, -160, 240)), values, 0, 3, null);

        assertArrayEquals(new float[] {-2, 0, 2}, values);
    }

    @Test
    void shouldKeepConstantImagesFinite() {
        float[] values = {5, 5, 5};

        Normalizer.apply(ChannelNormalization.Z_SCORE, values, 0, 3, null);

        assertArrayEquals(new float[3], values);
    }

    @Test
    void shouldKeepNumbersThatAreToStay() {
        float[] values = {5, 6};

        Normalizer.apply(ChannelNormalization.NONE, values, 0, 2, null);

        assertArrayEquals(new float[] {5, 6}, values);
    }

    @Test
    void shouldNotLoseSmallDeviationsUnderLargeMeans() {
        float[] values = new float[300_000];
        for (int n = 0; n < values.length; n++) {
            values[n] = 1_000_000 + n % 2;
        }

        Moments moments = Moments.of(values, 0, values.length, (place, value) -> true);

        assertEquals(1_000_000.5, moments.mean(), 1e-6);
        assertEquals(0.5, moments.deviation(), 1e-9);
    }
}
