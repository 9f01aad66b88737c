package org.e2enet.prediction.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.LongStream;
import org.e2enet.contract.quality.Quality;
import org.e2enet.contract.quality.QualityReference;
import org.junit.jupiter.api.Test;

/** Twelve bodies to learn from, and others that are as usual, or not. */
class UnusualScansTest {
    private static final QualityReference REFERENCE = reference(12);

    @Test
    void shouldFindNothingUnusualInOthersOfTheKind() {
        for (long seed = 100; seed < 120; seed++) {
            assertEquals(List.of(), judged(Body.of(seed)).findings(), "body " + seed);
        }
    }

    @Test
    void shouldFlagAFlippedScanByItsPlaces() {
        assertFlagged(Body.of(100).flipped(), "unusual-position");
    }

    @Test
    void shouldFlagANoisyScanByItsIntensities() {
        assertFlagged(Body.of(100).noisy(), "unusual-intensities");
    }

    @Test
    void shouldFlagAnotherModalityByItsIntensities() {
        assertFlagged(Body.of(100).inOtherModality(), "unusual-intensities");
    }

    @Test
    void shouldFlagACroppedScanByItsExtent() {
        assertFlagged(Body.of(100).cropped(), "unusual-extent");
    }

    @Test
    void shouldAllowMoreWhereLittleWasLearnedFrom() {
        QualityReference one = reference(1);
        assertEquals(1, one.scans());
        for (long seed = 100; seed < 110; seed++) {
            Quality quality = Body.of(seed).segmented().measures().against(one, Body.LABELS);
            assertEquals(List.of(), quality.findings(), "body " + seed);
        }
        assertFalse(Body.of(100)
                .flipped()
                .segmented()
                .measures()
                .against(one, Body.LABELS)
                .findings()
                .isEmpty());
    }

    @Test
    void shouldMeasureButNotJudgeWithoutReference() {
        Quality quality = Body.of(100).noisy().segmented().measures().against(null, Body.LABELS);
        assertFalse(quality.judged());
        assertEquals(List.of(), quality.findings());
        assertTrue(quality.measures().get("volume.1") > 0);
    }

    private static void assertFlagged(Body body, String flag) {
        Quality quality = judged(body);
        assertTrue(ScanMeasures.flags(quality).contains(flag), () -> quality.findings()
                .toString());
    }

    private static Quality judged(Body body) {
        return body.segmented().measures().against(REFERENCE, Body.LABELS);
    }

    private static QualityReference reference(int scans) {
        ReferenceBuilder builder = new ReferenceBuilder(Body.LABELS);
        LongStream.range(0, scans).mapToObj(Body::of).forEach(body -> builder.truth(body.truth()));
        LongStream.range(0, Math.min(scans, 4))
                .mapToObj(Body::of)
                .forEach(body -> builder.prediction(body.segmented().measures()));
        return builder.build();
    }
}
