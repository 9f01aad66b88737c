package org.e2enet.standalone.prediction;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.e2enet.contract.PredictionCompleted;
import org.e2enet.faults.Fault;

/** {@code predict --json}: one image's result, or why there is none. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Prediction(
        String image,
        String segmentation,
        String model,
        String engine,
        Integer windows,
        Map<String, Double> seconds,
        Long peakMiB,
        List<String> flags,
        Failure error) {
    /** Why an image was not segmented. */
    record Failure(String code, String message) {}

    static Prediction of(String image, String segmentation, PredictionCompleted done) {
        PredictionCompleted.Provenance provenance = done.provenance();
        return new Prediction(
                image,
                segmentation,
                done.modelId(),
                provenance.engine(),
                provenance.windows(),
                provenance.seconds(),
                provenance.peakMiB(),
                provenance.flags(),
                null);
    }

    static Prediction failed(String image, Fault fault) {
        return new Prediction(
                image, null, null, null, null, null, null, null, new Failure(fault.code(), fault.message()));
    }
}
