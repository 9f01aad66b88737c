package org.e2enet.infer.prediction;

import jakarta.inject.Singleton;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.e2enet.contract.Axis;
import org.e2enet.contract.PredictionRequested;
import org.e2enet.infer.config.InferConfig;
import org.e2enet.infer.models.PromotedModel;
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

    WindowSettings of(PromotedModel model, PredictionRequested request) {
        Set<Axis> mirrorAxes =
                switch (Objects.requireNonNullElse(request.mirroring(), window.mirroring())) {
                    case TRAINED -> model.trainedMirrorAxes();
                    case ALL -> EnumSet.allOf(Axis.class);
                    case NONE -> Set.of();
                };
        return new WindowSettings(
                Objects.requireNonNullElse(request.step(), window.step()), mirrorAxes, window.averaging());
    }

    String engineName() {
        return engine.name();
    }

    /** Of what the model makes of the request's scan, with the request's settings. */
    String predictionId(PredictionRequested request, PromotedModel model) {
        return PredictionId.of(
                request.scanId(),
                model.modelId(),
                model.weightsSha256(),
                model.preparation(),
                engine.name(),
                of(model, request),
                model.postProcessing(),
                request.maps());
    }
}
