package org.e2enet.infer.prediction;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.e2enet.imaging.components.PostProcessing;
import org.e2enet.prediction.window.WindowSettings;

/** Ids that follow from what a prediction depends on, so that the same request finds the same result. */
final class PredictionId {
    private static final int DIGITS = 32;

    private PredictionId() {}

    /** From scan, model (with its weights), engine, window settings and post-processing. */
    static String of(
            String scanId,
            String modelId,
            String weightsSha256,
            String engine,
            WindowSettings settings,
            PostProcessing postProcessing) {
        String text = String.join(
                "\n",
                scanId,
                modelId,
                weightsSha256,
                engine,
                Double.toString(settings.step()),
                settings.mirrorAxes().toString(),
                settings.averaging().name());
        // Only where there is some: ids of predictions without it, that are in stores already, stay.
        if (postProcessing.clearsSomething()) {
            text += "\n" + postProcessing.ofForeground() + postProcessing.ofLabels();
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every JDK has SHA-256", impossible);
        }
    }
}
