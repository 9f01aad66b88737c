package org.e2enet.standalone.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.e2enet.contract.Size3;
import org.e2enet.contract.scan.Spacing;
import org.e2enet.imaging.Geometry;
import org.e2enet.imaging.Volume;
import org.junit.jupiter.api.Test;

class SpoiltCaseTest {
    private final Volume scan =
            Volume.ofChannel(Geometry.of(new Size3(3, 1, 2), new Spacing(1, 1, 1)), new float[] {1, 2, 3, 4, 5, 6});

    @Test
    void shouldTurnUpsideDown() {
        assertArrayEquals(
                new float[] {5, 6, 3, 4, 1, 2}, SpoiltCase.UPSIDE_DOWN.of(scan).channel(0));
    }

    @Test
    void shouldExchangeBrightAndDark() {
        assertArrayEquals(
                new float[] {6, 5, 4, 3, 2, 1},
                SpoiltCase.OTHER_MODALITY.of(scan).channel(0));
    }

    @Test
    void shouldCutOffTheLastThird() {
        Volume cropped = SpoiltCase.CROPPED.of(scan);

        assertEquals(new Size3(2, 1, 2), cropped.extent());
        assertEquals(scan.geometry().affine(), cropped.geometry().affine());
        assertArrayEquals(new float[] {1, 2, 3, 4}, cropped.channel(0));
    }

    @Test
    void shouldAddNoiseOfHalfTheStandardDeviation() {
        float[] steps = new float[20_000];
        for (int n = 0; n < steps.length; n++) {
            steps[n] = n % 2 == 0 ? 10 : 30;
        }
        Volume even = Volume.ofChannel(Geometry.of(new Size3(1, 1, steps.length), new Spacing(1, 1, 1)), steps);

        float[] noisy = SpoiltCase.NOISY.of(even).channel(0);

        double squares = 0;
        for (int n = 0; n < steps.length; n++) {
            squares += (noisy[n] - steps[n]) * (noisy[n] - steps[n]);
        }
        assertEquals(5, Math.sqrt(squares / steps.length), 0.2);
    }
}
