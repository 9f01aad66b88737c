package org.e2enet.infer.prediction;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.e2enet.contract.PostProcessing;
import org.e2enet.contract.PredictionMap;
import org.e2enet.contract.preparation.Preparation;
import org.e2enet.prediction.window.WindowSettings;
import org.e2enet.store.Sha256;

/** Ids that follow from what a prediction depends on, so that the same request finds the same result. */
final class PredictionId {
    private static final int DIGITS = 32;

    private PredictionId() {}

    /** From scan, model (with its weights and how it wants its scans), engine, window settings, post-processing and maps. */
    static String of(
            String scanId,
            String modelId,
            String weightsSha256,
            Preparation preparation,
            String engine,
            WindowSettings settings,
            PostProcessing postProcessing,
            List<PredictionMap> maps) {
        String text = String.join(
                "\n",
                scanId,
                modelId,
                weightsSha256,
                preparation.sha256(),
                engine,
                Double.toString(settings.step()),
                settings.mirrorAxes().toString(),
                settings.averaging().name());
        // Only where there is some: ids of predictions without it, that are in stores already, stay.
        if (postProcessing.clearsSomething()) {
            text += "\n" + postProcessing.ofForeground() + postProcessing.ofLabels();
        }
        if (!maps.isEmpty()) {
            text += "\n" + maps;
        }
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8)).substring(0, DIGITS);
    }
}
