package org.e2enet.infer.prediction;

import jakarta.inject.Singleton;
import java.util.EnumSet;
import java.util.Set;
import org.e2enet.contract.Axis;
import org.e2enet.infer.config.InferConfig;
import org.e2enet.infer.models.ServedEnsemble;
import org.e2enet.network.engine.Engine;
import org.e2enet.prediction.window.WindowSettings;

/** How a model is asked, by configuration and by how it was trained. */
@Singleton
class Settings {
    private final InferConfig.Window window;
    private final Engine engine;

    Settings(InferConfig config, Engine engine) {
        this.window = config.window();
        this.engine = engine;
    }

    WindowSettings of(ServedEnsemble model) {
        Set<Axis> mirrorAxes =
                switch (window.mirroring()) {
                    case TRAINED -> model.trainedMirrorAxes();
                    case ALL -> EnumSet.allOf(Axis.class);
                    case NONE -> Set.of();
                };
        return new WindowSettings(window.step(), mirrorAxes, window.averaging());
    }

    String engineName() {
        return engine.name();
    }

    String predictionId(String scanId, ServedEnsemble model) {
        return PredictionId.of(
                scanId, model.modelId(), model.weightsSha256(), engine.name(), of(model), model.postProcessing());
    }
}
