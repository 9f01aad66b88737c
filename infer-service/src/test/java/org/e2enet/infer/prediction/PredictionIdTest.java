package org.e2enet.infer.prediction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.e2enet.contract.Axis;
import org.e2enet.contract.PostProcessing;
import org.e2enet.contract.PredictionMap;
import org.e2enet.contract.preparation.ChannelNormalization;
import org.e2enet.contract.preparation.Preparation;
import org.e2enet.contract.scan.Spacing;
import org.e2enet.prediction.window.Averaging;
import org.e2enet.prediction.window.WindowSettings;
import org.junit.jupiter.api.Test;

class PredictionIdTest {
    private static final Preparation WANTED =
            Preparation.canonical(new Spacing(1, 1, 1), List.of(ChannelNormalization.Z_SCORE));
    private static final WindowSettings SETTINGS = WindowSettings.PAPER;

    @Test
    void shouldBeTheSameForTheSame() {
        WindowSettings equal =
                new WindowSettings(0.5, EnumSet.of(Axis.WIDTH, Axis.HEIGHT, Axis.DEPTH), Averaging.PROBABILITIES);
        assertEquals(id("s", "m", "w", "torch", SETTINGS), id("s", "m", "w", "torch", equal));
    }

    @Test
    void shouldDifferWhereTheResultMay() {
        WindowSettings logits = new WindowSettings(0.5, SETTINGS.mirrorAxes(), Averaging.LOGITS);
        WindowSettings denser = new WindowSettings(0.25, SETTINGS.mirrorAxes(), Averaging.PROBABILITIES);
        Set<String> ids = List.of(
                        id("s", "m", "w", "torch", SETTINGS),
                        id("t", "m", "w", "torch", SETTINGS),
                        id("s", "n", "w", "torch", SETTINGS),
                        id("s", "m", "v", "torch", SETTINGS),
                        id("s", "m", "w", "sparse", SETTINGS),
                        id("s", "m", "w", "torch", SETTINGS.withoutMirroring()),
                        id("s", "m", "w", "torch", logits),
                        id("s", "m", "w", "torch", denser),
                        PredictionId.of(
                                "s",
                                "m",
                                "w",
                                WANTED,
                                "torch",
                                SETTINGS,
                                new PostProcessing(true, List.of()),
                                List.of()),
                        PredictionId.of(
                                "s",
                                "m",
                                "w",
                                WANTED.withSpacing(null),
                                "torch",
                                SETTINGS,
                                PostProcessing.NONE,
                                List.of()),
                        PredictionId.of(
                                "s",
                                "m",
                                "w",
                                WANTED,
                                "torch",
                                SETTINGS,
                                new PostProcessing(true, List.of(2)),
                                List.of()),
                        PredictionId.of(
                                "s",
                                "m",
                                "w",
                                WANTED,
                                "torch",
                                SETTINGS,
                                PostProcessing.NONE,
                                List.of(PredictionMap.UNCERTAINTY)))
                .stream()
                .collect(Collectors.toSet());
        assertEquals(12, ids.size());
        assertTrue(ids.stream().allMatch(id -> id.matches("[0-9a-f]{32}")), ids::toString);
    }

    private static String id(String scan, String model, String weights, String engine, WindowSettings settings) {
        return PredictionId.of(scan, model, weights, WANTED, engine, settings, PostProcessing.NONE, List.of());
    }
}
