package org.e2enet.infer.prediction;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.e2enet.prediction.window.WindowSettings;

/** Ids that follow from what a prediction depends on, so that the same request finds the same result. */
final class PredictionId {
    private static final int DIGITS = 32;

    private PredictionId() {}

    /** From scan, model (with its weights), engine and window settings. */
    static String of(String scanId, String modelId, String weightsSha256, String engine, WindowSettings settings) {
        String text = String.join(
                "\n",
                scanId,
                modelId,
                weightsSha256,
                engine,
                Double.toString(settings.step()),
                settings.mirrorAxes().toString(),
                settings.averaging().name());
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every JDK has SHA-256", impossible);
        }
    }
}
