package org.e2enet.prediction.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ChannelMeasureTest {
    private static final int VOXELS = 64 * 64 * 64;

    @Test
    void shouldTakeTheSameForTheSameAndAnotherForAnother() {
        ChannelMeasure reference = gaussian(1, 0, 1, 0);
        assertEquals(0, reference.stability(reference.percentiles()), 1e-9);
        assertTrue(gaussian(2, 0, 1, 0).stability(reference.percentiles()) < 0.01);
        assertTrue(gaussian(3, 0.2, 1, 0).stability(reference.percentiles()) < 0.1);
        assertTrue(gaussian(3, 0.8, 1, 0).stability(reference.percentiles()) > 0.25);
        assertTrue(gaussian(4, 0, 2, 0).stability(reference.percentiles()) > 0.25);
    }

    @Test
    void shouldNotCountHowMuchBackgroundIsAround() {
        ChannelMeasure reference = gaussian(1, 0, 1, 0.3);
        assertTrue(gaussian(2, 0, 1, 0.6).stability(reference.percentiles()) < 0.01);
    }

    @Test
    void shouldTellNoiseFromSmoothness() {
        float[] smooth = new float[VOXELS];
        for (int v = 0; v < VOXELS; v++) {
            smooth[v] = (float) Math.sin(v % 64 / 10.0);
        }
        double ofSmooth = ChannelMeasure.of(smooth, 0, VOXELS, 64).roughness();
        double ofNoise = gaussian(1, 0, 1, 0).roughness();
        // Of two independent normal numbers the mean difference is 2/√π standard deviations.
        assertEquals(2 / Math.sqrt(Math.PI), ofNoise, 0.02);
        assertTrue(ofSmooth < ofNoise / 5, ofSmooth + " of a smooth channel");
    }

    @Test
    void shouldTakeOneValueAllOver() {
        ChannelMeasure flat = ChannelMeasure.of(new float[VOXELS], 0, VOXELS, 64);
        assertEquals(0, flat.roughness());
        assertEquals(0, flat.stability(flat.percentiles()), 1e-9);
    }

    private static ChannelMeasure gaussian(long seed, double mean, double deviation, double background) {
        Random random = new Random(seed);
        float[] values = new float[VOXELS];
        for (int v = 0; v < VOXELS; v++) {
            values[v] = random.nextDouble() < background ? -5 : (float) (mean + deviation * random.nextGaussian());
        }
        return ChannelMeasure.of(values, 0, VOXELS, 64);
    }
}
